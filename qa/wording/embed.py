"""What the page says inside another site's page, and where it can't be shown there."""

BACK = "Quay lại"
SCRIPT = {
    "refused": "Chưa mở được kho phỏng vấn ở đây: máy chủ không trả lời, hoặc trang này chưa được phép nhúng.",
    "open": "Mở trong cửa sổ riêng",
}
"""What nhung.js says."""
