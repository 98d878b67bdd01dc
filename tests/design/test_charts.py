import pytest

from design import charts


def test_sparkline_goes_from_corner_to_corner():
    assert charts.sparkline([0, 10], width=100, height=20, margin=0) == [(0, 20), (100, 0)]


def test_sparkline_of_equal_values_is_in_the_middle():
    assert [y for _x, y in charts.sparkline([4, 4, 4], height=32)] == [16, 16, 16]


def test_sparkline_keeps_gaps_and_places():
    placed = charts.sparkline([1, None, 3], width=100, height=20, margin=0)
    assert placed[1] is None
    assert placed[2] == (100, 0)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_sparkline_of_nothing_is_nothing(values):
    assert charts.sparkline(values) == []


def test_one_value_stays_inside():
    ((x, y),) = charts.sparkline([7], width=100, height=20)
    assert 0 <= x <= 100
    assert 0 <= y <= 20


@pytest.mark.parametrize("others", [[4], [6, 10], [0, 0, 2]])
def test_on_a_fixed_scale_a_value_has_one_height_whatever_the_other_values(others):
    ((_x, y), *_rest) = charts.sparkline([4, *others], height=32, margin=6, top=10)
    assert y == 32 - 6 - 0.4 * 20
    shape = charts.line([[4, *others]], top=10)
    assert shape["lines"][0][0][1] == pytest.approx(shape["base"] - 0.4 * (shape["base"] - 16))
    assert [value for value, _y in shape["ticks"]] == [0, 5, 10]


def test_path_breaks_at_gaps_and_dots_single_values():
    assert charts.path([(0, 1), (2, 3), None, (4, 5.555)]) == "M0 1L2 3M4 5.55h0" or charts.path(
        [(0, 1), (2, 3), None, (4, 5.555)]
    ) == ("M0 1L2 3M4 5.56h0")


@pytest.mark.parametrize(("largest", "top"), [(0, 4), (1, 4), (7, 8), (10, 12), (23, 24), (99, 120), (0.4, 4)])
def test_each_quarter_of_an_axis_is_a_whole_number(largest, top):
    assert charts.axis_top(largest) == top


def test_lines_start_at_zero():
    shape = charts.line([[0, 6, 12]])
    first, middle, last = shape["lines"][0]
    assert first == (shape["left"], shape["base"])
    assert last[0] == shape["right"]
    assert middle[1] == pytest.approx((first[1] + last[1]) / 2)
    assert [value for value, _y in shape["ticks"]] == [0, 3, 6, 9, 12]


def test_bars_are_in_proportion_and_fit():
    shape = charts.bars([10, 5, 0, None], width=360)
    lengths = [bar["length"] for bar in shape["rows"]]
    assert lengths[1] == pytest.approx(lengths[0] / 2)
    assert lengths[2:] == [0, 0]
    assert max(lengths) < 360


@pytest.mark.parametrize(("total", "done", "on"), [(28, 12, 12), (10, 0, 0), (10, 99, 10), (10, -1, 0)])
def test_blocks_fill_the_width(total, done, on):
    shape = charts.blocks(total, done, width=700)
    assert sum(block["on"] for block in shape) == on
    assert shape[-1]["x"] + shape[-1]["width"] == pytest.approx(700)
    assert [block["last"] for block in shape].count(True) == 1


def test_no_values_make_no_blocks():
    assert charts.blocks(0, 0) == []
