"""The words by which offices head the columns of a list of people (DOMAIN.md section 7), and what each column holds."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "Họ và tên", "Họ tên", "Họ, tên", "Họ, tên đệm và tên", "Họ, chữ đệm và tên", "Họ và tên khai sinh",
        "Họ tên khai sinh", "Họ và tên đảng viên", "Họ tên đảng viên", "Tên đảng viên", "Họ và tên học viên",
        "Họ tên học viên", "Họ và tên cán bộ", "Họ và tên quần chúng", "Họ tên quần chúng", "Họ và tên người học",
        "Họ và tên đồng chí", "Full name", "Họ đệm và tên", "Họ & tên", "Họ tên đồng chí",
        "Họ và tên người được cử", "Họ và tên ứng viên", "Họ tên cán bộ", "HVT", "Đồng chí", "Đ/c", "Tên đ/c", "Tên đồng chí",
    ),
    "family": ("Họ và tên đệm", "Họ đệm", "Họ và đệm", "Họ và chữ đệm", "Họ, tên đệm", "Họ, đệm", "Họ lót", "Họ và tên lót", "Họ"),
    "given": ("Tên", "Tên gọi"),
    "birth": (
        "Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh", "Sinh ngày",
        "Ngày tháng sinh", "Sinh năm", "Ngày năm sinh", "NTNS", "N.sinh", "Ng.sinh", "Ngày th năm sinh", "Date of birth",
        "Ngày, năm sinh", "Ngày sinh (ngày/tháng/năm)", "Tháng năm sinh", "Tháng, năm sinh", "Ngày tháng năm", "Tuổi (năm sinh)", "NS", "Sinh",
    ),
    "sex": ("Giới tính", "Nam/Nữ", "Nam, nữ", "Nam (nữ)", "Nam hay nữ", "Giới", "Phái", "GT", "Nam", "Nữ", "Sex"),
    "ethnicity": ("Dân tộc", "D.tộc", "Thành phần dân tộc", "DT"),
    "admitted": (
        "Ngày vào Đảng", "Vào Đảng", "Ngày kết nạp", "Ngày kết nạp Đảng", "Kết nạp", "Ngày vào ĐCSVN", "Ngày vào Đảng dự bị",
        "Dự bị", "Ngày dự bị", "Đảng viên dự bị", "Ngày vào Đảng CSVN", "Ngày vào Đảng Cộng sản Việt Nam", "Năm vào Đảng",
        "Ngày tháng năm vào Đảng", "Ngày, tháng, năm vào Đảng", "Ngày, tháng, năm kết nạp", "NVĐ", "Vào Đảng ngày",
        "Ngày kết nạp vào Đảng", "Ngày vào Đ", "Kết nạp ngày", "Ngày tháng vào Đảng", "Ngày kết nạp đảng viên",
        "Ngày tháng năm kết nạp", "Ngày vào Đảng (dự bị)", "Tháng năm vào Đảng", "Ngày VĐ", "Ngày vào Đảng DB", "Vào Đảng DB",
    ),
    "official": (
        "Ngày chính thức", "Chính thức", "Ngày vào Đảng chính thức", "Ngày công nhận chính thức", "Công nhận chính thức",
        "Ngày chuyển chính thức", "Chuyển chính thức", "Ngày công nhận đảng viên chính thức", "Chuyển ĐVCT", "Ngày CT",
        "Đảng viên chính thức", "Ngày tháng năm chính thức", "Ngày, tháng, năm chính thức", "Ngày, tháng, năm vào Đảng chính thức",
        "Vào Đảng chính thức", "Ngày, tháng, năm công nhận chính thức", "Ngày CNCT", "Năm chính thức", "Ngày vào Đảng (chính thức)",
        "Ngày được công nhận chính thức", "Ngày công nhận ĐVCT", "Ngày chuyển đảng chính thức", "Ngày ĐVCT", "Ngày vào Đảng CT", "Vào Đảng CT",
    ),
    "both_dates": (
        "Ngày vào Đảng (dự bị/chính thức)", "Ngày vào Đảng, ngày chính thức", "Ngày vào Đảng - chính thức",
        "Ngày vào Đảng dự bị, chính thức", "Ngày vào Đảng và chính thức", "Ngày vào Đảng, chính thức", "Ngày kết nạp, chính thức",
        "Ngày vào Đảng; chính thức", "Ngày vào Đảng và ngày chính thức", "Dự bị, chính thức", "Dự bị/chính thức",
    ),
    "decided": ("Ngày quyết định kết nạp", "Ngày QĐ kết nạp", "Ngày ra quyết định kết nạp"),
    "post": (
        "Chức vụ", "Chức danh", "Chức vụ, đơn vị công tác", "Chức vụ, chức danh", "Chức vụ hiện nay", "Chức vụ hiện tại",
        "Chức vụ Đảng", "Chức vụ chính quyền", "Chức vụ đoàn thể", "Chức vụ đảng, chính quyền, đoàn thể", "Chức vụ công tác",
        "Chức vụ đang giữ", "Chức vụ đảm nhiệm", "CV", "Chức vụ và đơn vị công tác", "Chức vụ, nơi công tác", "Chức vụ/chức danh",
        "Chức vụ trong Đảng", "Chức vụ (Đảng, CQ, đoàn thể)", "Nhiệm vụ", "Nhiệm vụ được giao", "Chức vụ - đơn vị công tác",
        "Chức vụ, nghề nghiệp", "Chức vụ đang đảm nhiệm", "Chức vụ cao nhất", "Chức vụ, cơ quan công tác", "Chức danh, chức vụ",
    ),
    "level": (
        "Trình độ lý luận chính trị", "Lý luận chính trị", "LLCT", "Trình độ LLCT", "TĐ LLCT", "Lý luận CT", "Trình độ lý luận",
        "LLCT/QLNN", "Trình độ chính trị", "Lý luận", "TĐ lý luận chính trị", "Trình độ LL chính trị", "LL chính trị", "TĐLLCT",
        "Lý luận chính trị (SC, TC, CC)", "Trình độ CT", "Chính trị", "Bằng LLCT", "TĐ lý luận", "TĐ chính trị", "Trình độ LL CT",
    ),
    "education": (
        "Trình độ chuyên môn", "Chuyên môn", "TĐCM", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn nghiệp vụ", "Trình độ CM",
        "TĐ chuyên môn", "CMNV", "Trình độ đào tạo", "Học hàm, học vị", "Trình độ học vấn", "Trình độ CMNV", "Trình độ",
        "Bằng cấp chuyên môn", "Trình độ, chuyên môn",
    ),
    "unit": (
        "Chi bộ", "Đơn vị", "Chi bộ sinh hoạt", "Sinh hoạt tại chi bộ", "Thuộc chi bộ", "Tên chi bộ", "Tổ chức đảng",
        "Chi bộ, đảng bộ", "Chi bộ/đảng bộ", "Đơn vị sinh hoạt", "Nơi sinh hoạt", "Nơi sinh hoạt đảng", "Đơn vị sinh hoạt đảng",
        "Sinh hoạt đảng tại", "Chi bộ (đơn vị)", "Đơn vị (chi bộ)", "Đảng bộ, chi bộ", "Chi bộ trực thuộc", "Đảng bộ",
        "Tổ chức cơ sở đảng", "TCCSĐ", "Đang sinh hoạt tại chi bộ", "Chi bộ giới thiệu", "Chi bộ nơi sinh hoạt", "Mã đơn vị",
        "Đơn vị cử", "Tên đơn vị", "Chi bộ đang sinh hoạt", "Chi, đảng bộ", "Sinh hoạt chi bộ",
    ),
    "workplace": (
        "Đơn vị công tác", "Nơi công tác", "Cơ quan công tác", "Cơ quan", "Cơ quan, đơn vị", "Nơi làm việc", "Đơn vị, cơ quan",
        "Cơ quan, đơn vị công tác", "Đơn vị/cơ quan công tác",
    ),
    "standing": (
        "Diện", "Loại đảng viên", "Đảng viên", "DB/CT", "CT/DB", "Diện đảng viên", "Đối tượng", "Đảng viên (CT/DB)",
        "Tình trạng đảng viên", "Chính thức/dự bị", "Quần chúng",
    ),
    "citizen_no": (
        "CCCD", "Số CCCD", "CMND", "Số CMND", "CMND/CCCD", "Số CMND/CCCD", "CCCD/CMND", "Căn cước công dân", "Căn cước",
        "Số căn cước", "Số định danh", "Số định danh cá nhân", "Số căn cước công dân", "Số CCCD/CMND", "Mã định danh", "Số CMTND",
    ),
    "card_no": ("Số thẻ đảng", "Số thẻ đảng viên", "Số thẻ", "Thẻ đảng viên", "Thẻ Đảng", "Số thẻ ĐV"),
    "phone": ("Điện thoại", "Số điện thoại", "SĐT", "ĐT", "Số ĐT", "Di động", "ĐTDĐ", "Điện thoại liên hệ", "Số máy"),
    "code": ("Mã người", "Mã đảng viên", "Mã số", "Mã", "Mã cán bộ", "Mã ĐV", "Số hiệu", "Mã học viên", "Mã nhân sự"),
    "note": ("Ghi chú", "Ghi chú khác", "Chú thích", "Note"),
    "passed_over": (
        "Quê quán", "Nguyên quán", "Tôn giáo", "Nơi sinh", "Nơi ở", "Nơi ở hiện nay", "Địa chỉ", "Chỗ ở hiện nay", "Nơi cư trú",
        "Thường trú", "Hộ khẩu thường trú", "Văn hóa", "Trình độ văn hóa", "Học vấn", "Tin học", "Ngoại ngữ", "Nghề nghiệp",
        "Ký tên", "Chữ ký", "Lý do không nhận", "Dòng trong tệp gốc", "Giáo dục phổ thông", "TĐVH", "Số tuổi Đảng", "Tuổi Đảng",
        "Tuổi", "Email", "Thư điện tử", "QLNN", "Quản lý nhà nước", "QQ", "NQ", "HKTT", "Số quyết định", "Huy hiệu", "Huy hiệu Đảng", "GDPT",
    ),
}  # fmt: skip

FIELDS = tuple(name for name in COLUMNS if name != "passed_over")
"""What a column can be said to hold when the matching is corrected by hand."""

PASSED_OVER = "passed_over"
REASON_TITLE = "Lý do không nhận"
ROW_TITLE = "Dòng trong tệp gốc"
