"""The one clear sentence, in Vietnamese, for each reason why a file cannot be read."""

SENTENCES = {
    "missing_file": "Không tìm thấy tệp này.",
    "not_a_file": "Đây không phải là một tệp (có thể là thư mục); xin chọn một tệp bảng tính.",
    "no_permission": "Không có quyền đọc tệp này.",
    "empty_file": "Tệp rỗng (0 byte).",
    "file_too_big": "Tệp lớn hơn {limit} MB; xin tách thành nhiều tệp nhỏ hơn.",
    "not_a_sheet": "Đây là {what}, không phải bảng tính; xin dùng tệp .xlsx, .xls, .ods hoặc .csv.",
    "web_page": "Đây là trang web (HTML) mang tên bảng tính; xin mở bằng Excel và lưu lại thành .xlsx.",
    "old_xml": "Đây là bảng tính XML kiểu 2003; xin mở bằng Excel và lưu lại thành .xlsx.",
    "encrypted": "Tệp được đặt mật khẩu; xin gỡ mật khẩu rồi gửi lại.",
    "damaged": "Tệp bị hỏng hoặc chưa tải xong, không đọc được; xin mở bằng Excel và lưu lại.",
    "zip_bomb": "Tệp bung ra quá lớn so với một bảng tính bình thường nên không được mở.",
    "too_large": "Trang tính trải quá rộng (có ô nằm rất xa) hoặc quá lớn để đọc; xin xóa các ô thừa rồi lưu lại.",
    "too_far": "Trang tính “{sheet}” trải rộng tới ô {cell}; xin xóa các ô thừa ở xa rồi lưu lại.",
    "too_many_cells": "Tệp có quá nhiều ô (hơn {limit}); xin tách thành nhiều tệp nhỏ hơn.",
    "too_many_sheets": "Tệp có quá nhiều trang tính (hơn {limit}).",
    "cell_too_long": "Ô {cell} của trang tính “{sheet}” chứa quá nhiều chữ (hơn {limit} ký tự).",
    "no_sheet": "Tệp không có trang tính nào.",
    "no_data": "Tệp không có dữ liệu: mọi trang tính đều trống.",
    "too_slow": "Đọc tệp quá lâu ({limit} giây) nên đã dừng; xin kiểm tra hoặc tách tệp.",
    "reader_stopped": "Việc đọc tệp bị ngắt giữa chừng; xin thử lại.",
}
