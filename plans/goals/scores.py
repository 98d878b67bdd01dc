"""A score from 0 to 10 in words, as the person reads it: the ends are those that the form names."""

IN_WORDS = {
    0: "very bad",
    **dict.fromkeys((1, 2, 3), "not good"),
    **dict.fromkeys((4, 5, 6), "in between"),
    **dict.fromkeys((7, 8, 9), "good"),
    10: "just how you want it",
}
