"""The day on which the law is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from knowledge_base.text import find_act_date, fold

SENT = datetime(2026, 11, 23, 21, 4, tzinfo=timezone(timedelta(hours=7)))

ACTS = [
    ("em bị đuổi vào tháng 5/2025, giờ muốn kiện", date(2025, 5, 31)),
    ("bị đuổi hồi tháng 5/2025", date(2025, 5, 31)),
    ("tháng 5/2025 em bị đuổi", date(2025, 5, 31)),
    ("lương tối thiểu năm ngoái là bao nhiêu", date(2025, 12, 31)),
    ("từ 1/1/2026 lương tối thiểu bao nhiêu", date(2026, 1, 1)),
    ("thời gian nghỉ thai sản trước ngày 01/7/2026 là bao lâu", date(2026, 6, 30)),
    ("lễ 30/4 năm 2025 được nghỉ mấy ngày", date(2025, 4, 30)),
    ("vợ sinh cuối năm 2025", date(2025, 12, 31)),
    ("lương tháng 9 tới giờ chưa có mà bị đuổi hồi tháng 10", date(2026, 10, 31)),
    ("sinh con thứ 2 tháng 5/2026 được nghỉ mấy tháng", date(2026, 5, 31)),
    ("ký hợp đồng tháng 3/2023, tới tháng 8/2025 bị sa thải", date(2025, 8, 31)),
    ("nghỉ việc từ tháng 3/2025 chưa lấy được sổ", date(2025, 3, 31)),
    ("Năm 2023, người lao động nghỉ việc được trợ cấp gì?", date(2023, 12, 31)),
    ("cách đây 2 năm em bị tai nạn", date(2024, 12, 31)),
    ("vô làm 2 tháng trước, hôm qua bị đuổi", date(2026, 11, 22)),
    ("em sinh bé tháng 3/2025, tiền thai sản tính sao", date(2025, 3, 31)),
    ("lương t9 chưa trả", date(2026, 9, 30)),
    ("em bị tai nạn năm 2024, tháng 9/2026 sinh cháu được nghỉ mấy tháng", date(2026, 9, 30)),
    ("nghỉ việc 30/11/2025, giờ làm hồ sơ thất nghiệp được không", date(2025, 11, 30)),
    ("tháng 3/2025 bị tai nạn lúc 8 giờ sáng, được bồi thường sao", date(2025, 3, 31)),
    ("rút bhxh một lần năm 2024 được bao nhiêu", date(2024, 12, 31)),
]
FACTS = [
    "Em vào công ty năm 2022, nay nghỉ việc có được lãnh thất nghiệp không",
    "Tôi làm công ty năm 2020, hiện nay bị giảm lương thì sao",
    "cty nợ bh từ 2024, e nghỉ mà ko chốt đc, muốn tự bỏ tiền đóng",
    "ký hợp đồng từ 2019, giờ muốn nghỉ",
    "chồng tôi mất năm 2024, nay tôi lấy chồng khác thì tiền tuất có bị cắt không",
    "bị tai nạn năm 2024 đã giám định, giờ vết thương đau lại thì giám định lần nữa ở đâu",
    "nghỉ hẳn từ 30/11/2025, nghỉ không lương trước đó có cộng vào 12 tháng chờ rút bảo hiểm xã hội một lần không",
    "các trường hợp nghỉ việc ngay mà không cần báo trước năm 2026",
    "một tháng 26 ngày công, so với lương tối thiểu tháng năm 2026 thì có thấp hơn không",
    "Chế độ ốm đau năm 2026: nghỉ mấy ngày",
    "hết số ngày nghỉ bệnh trong năm rồi có được hưởng tiếp không",
    "em vào làm tháng 5/2020 có được phép năm không",
    "em sinh năm 1990",
    "tôi sinh ngày 5/6/1966 khi nào nghỉ hưu",
    "đóng bhxh từ 2015 đến 2022 rút được không",
    "em làm ở công ty từ năm 2018",
    "nợ lương từ tháng 9 đến nay",
    "làm 5 năm nghỉ được trợ cấp bao nhiêu",
    "hôm nay bị đuổi",
    "tháng này chưa trả lương",
    "theo Bộ luật Lao động năm 2019 thì báo trước mấy ngày",
    "NĐ 145/2020/NĐ-CP nói gì về nghỉ phép",
    "lương bao nhiêu",
    "24/11 có được nghỉ không",
    "nghỉ lễ 30/4 mấy ngày",
    "giỗ tổ mùng 10 tháng 3 có nghỉ không",
    "em nghỉ làm từ 20/1/2026 tới nay chưa đi làm",
    "bị nợ lương hơn nửa năm rồi",
    "kêu nghỉ nửa tháng rồi gọi lại",
    "Luật Bảo hiểm xã hội 2024 quy định mức hưởng thai sản thế nào",
    "khong cho nghi chu nhat toi ai",
    "",
]


@pytest.mark.parametrize(("text", "on"), ACTS)
def test_the_words_date_the_act(text: str, on: date) -> None:
    assert find_act_date(text, SENT) == on
    assert find_act_date(fold(text), SENT) == on


@pytest.mark.parametrize("text", FACTS)
def test_other_dates_are_facts(text: str) -> None:
    assert find_act_date(text, SENT) is None
    assert find_act_date(fold(text), SENT) is None


def test_sang_nam_needs_its_accents() -> None:
    assert find_act_date("sang năm lương tối thiểu bao nhiêu", SENT) == date(2027, 1, 1)
    assert find_act_date("sang nam luong toi thieu bao nhieu", SENT) is None
