"""An invented law, as lines of a document."""

from __future__ import annotations

import pytest

HEAD = [
    "QUỐC HỘI",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Luật số: 45/2019/QH14",
    "Hà Nội, ngày 20 tháng 11 năm 2019",
    "BỘ LUẬT",
    "LAO ĐỘNG",
    "Căn cứ Luật số 80/2015/QH13 ngày 22 tháng 6 năm 2015;",
]
BODY = [
    "Chương I",
    "NHỮNG QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "Văn bản thử này nói về xưởng gỗ trên đồi.",
    "Điều 2. Ai theo",
    "1. Thợ mộc ở xưởng.",
    "2. Chủ xưởng, gồm:",
    "a) Người mở xưởng;",
    "b) Người được giao trông xưởng;",
    "đ) Người thuê lại xưởng.",
    "2a. Khách của xưởng theo",
    "Điều 35, Điều 36 của văn bản này.",
    "Chương II. GIỜ LÀM",
    "Mục 1",
    "CA NGÀY",
    "Điều 35. Giờ mở cửa",
    "1. Mở từ 7 giờ.",
    "2. Đóng lúc 17 giờ.",
    "Điều 36. Sửa văn bản khác",
    "1. Sửa Điều 4 của nội quy cũ như sau:",
    "“Điều 4. Giờ nghỉ",
    "1. Nghỉ trưa một giờ.",
    "2. Nghỉ chiều mười phút.",
    "Điều 5. Giờ ăn",
    "Ăn lúc 12 giờ.”.",
    "2. Bỏ Điều 9 của nội quy cũ.",
]
TAIL = [
    "Bộ luật này được Quốc hội khóa XIV thông qua ngày 20 tháng 11 năm 2019.",
    "CHỦ TỊCH QUỐC HỘI",
    "Nơi nhận:",
    "PHỤ LỤC",
    "Điều 37. Mẫu hợp đồng",
    "Hai bên ký tên.",
]


@pytest.fixture
def law() -> list[str]:
    return [*HEAD, *BODY, *TAIL]
