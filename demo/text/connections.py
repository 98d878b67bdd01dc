"""Connections maps: who and what is on them, by the place of the life domain, and what people say of the change."""

from demo.text import lines

# People and places of each life domain, in the order of the contract's list. Not every map has all.
CONNECTIONS = (
    (["The vicar", "A friend from church", "3 x people who sing in the choir"], ["The church hall"]),
    (["A tutor", "2 x people from the maths class"], ["The college", "The library"]),
    (["A job coach", "A former colleague"], ["The job club"]),
    (["The shop manager", "2 x other volunteers"], ["The charity shop", "The allotment"]),
    (["A friend who paints", "4 x people from the art group"], ["The art studio", "The gallery café"]),
    (["A walking friend", "5 x people from the walking group"], ["The leisure centre", "The park"]),
)
AGREED = lines("""
Said yes at a visit, after we talked about what the map is for.
Asked for a map after seeing the one on the wall at the hub.
Said yes, with first names left out.
""")
MORE_PEOPLE = lines("""
I know more people now. Some of them know my name.
There is someone to ring on a Sunday.
It looks less empty than the first one. That surprised me.
""")
FEWER_PEOPLE = lines("""
I let some people go. They were not good for me.
I am sad about it. I want to look for new people after the winter.
""")
SAME_PEOPLE = lines("""
The same people, and that is fine with me.
I see the same people, but I mind it less.
""")
