"""What other programs call their columns: words only, in the languages of their makers.

One entry a field; several headings of one field are parted by a comma and a blank.
"""

WORDS = {
    "name": (
        "name, full name, client, client name, customer, customer name, "
        "display name, contact name, member, member name, guest, 姓名, 名字, 客户, "
        "客户姓名, 客户名, 客户名称, 顾客, 顾客姓名, 顾客名, 会员, 会员姓名, "
        "会员名, 会员名称, 客人, 客人姓名, 客戶, 客戶姓名, 客戶名稱, 顧客, "
        "顧客姓名, 顧客名, 會員, 會員姓名, 會員名稱, 中文姓名, 中文名, 称呼姓名, "
        "联系人, 聯絡人, 聯繫人, 昵称姓名, nom complet, kunde, kundin, "
        "client full name, customer full name, full_name, patient name, patient, "
        "contact, person, buyer, recipient name, billing name, 真实姓名, 真實姓名, "
        "客人名, 客人名字, 客户名字, 客戶名字, 顾客名字, 顾客名称, 会员名字, "
        "会员昵称姓名, 联系人姓名, 聯絡人姓名, 收货人, 收货人姓名, 收件人, "
        "买家姓名, 姓名全称, 全名, 用户姓名, 用户名, 預約人, 预约人, kundenname, "
        "name des kunden, vollständiger name, ganzer name, nom et prénom, "
        "nom prénom, prénom et nom, nom du client, client(e), cliente, họ và tên, "
        "họ tên, tên khách hàng, khách hàng, tên khách, tên đầy đủ, "
        "họ tên khách hàng, 氏名, お名前, 名前, 顧客氏名, お客様名, お客様氏名, "
        "ご氏名, 会員氏名, 이름, 성명, 고객명, 고객 이름, 고객이름, 성함, 회원명, "
        "예약자명, nombre completo, nombre y apellidos, nome completo, "
        "nome e cognome"
    ),
    "family": (
        "family name, last name, lastname, surname, family, 姓, 姓氏, nachname, "
        "nom, client last name, customer last name, family_name, familienname, "
        "zuname, nom de famille, họ, 苗字, 名字(姓), 성, apellidos, apellido, "
        "cognome, achternaam, sobrenome, billing last name"
    ),
    "given": (
        "given name, first name, firstname, forename, given, 名, vorname, prénom, "
        "client first name, customer first name, rufname, prenom, tên, "
        "성 제외 이름, nombre, nome, voornaam, first, billing first name"
    ),
    "middle": (
        "middle name, additional name, tên đệm, zweiter vorname, deuxième prénom, "
        "middle"
    ),
    "prefix": "name prefix",
    "suffix": "name suffix",
    "called": (
        "likes to be called, nickname, nick name, called, preferred name, "
        "known as, 昵称, 暱稱, 称呼, 稱呼, 小名, 别名, 別名, 花名, 习惯称呼, "
        "習慣稱呼, 微信昵称, 微信暱稱, 微信名, 微信名称, 用户昵称, 网名, 好友昵称, "
        "会员昵称, 客户昵称, 外号, rufname des kunden, surnom, biệt danh, goes by, "
        "pronounced, ニックネーム, 별명, 닉네임"
    ),
    "latin": (
        "english name, pinyin, romanised name, pronunciation or pinyin, latin, "
        "yomi name, 英文名, 英文姓名, 外文名, 拼音, 读音, 讀音, 姓名拼音, "
        "phonetic name, furigana, フリガナ, ふりがな, カナ, 氏名カナ, お名前カナ, "
        "氏名(カナ), 氏名(フリガナ), 氏名(ふりがな), お名前(カナ), "
        "お名前(フリガナ), 氏名フリガナ, よみがな, 영문이름, 영문 이름, 영문명, "
        "english full name, 英文全名, 拼音名, 姓名(英文), 英文名字"
    ),
    "latin_given": (
        "phonetic first name, given name yomi, メイ, 名カナ, 名(カナ), "
        "first name phonetic"
    ),
    "latin_middle": "phonetic middle name, additional name yomi",
    "latin_family": (
        "phonetic last name, family name yomi, セイ, 姓カナ, 姓(カナ), "
        "last name phonetic"
    ),
    "phone": (
        "phone, phone number, telephone, tel, tel., mobile, mobile phone, "
        "mobile no, mobile no., mobile number, cell, cell phone, contact number, "
        "contact no, home phone, work phone, other phone, home, work, home tel, "
        "work tel, office, landline, second phone, phone 2, whatsapp, 手机, "
        "手机号, 手机号码, 电话, 电话号码, 联系电话, 联系方式, 移动电话, 备用电话, "
        "固定电话, 座机, 手機, 手機號, 手機號碼, 電話, 電話號碼, 聯絡電話, "
        "聯繫電話, 聯繫方式, 聯絡方式, 行動電話, 備用電話, 住家電話, 市話, "
        "会员手机, 客户电话, 会员电话, 手机1, 手机2, 电话1, 电话2, 電話1, 電話2, "
        "家庭电话, 公司电话, 會員電話, 客戶電話, handy, telefon, mobil, téléphone, "
        "mobile phone number, cell phone number, contact phone, phone no, "
        "phone no., tel no, tel no., telephone number, telephone no, "
        "telephone no., mobile telephone, primary phone, primary phone number, "
        "secondary phone, alternate phone, alternative phone, alt phone, "
        "alternative number, other number, main phone, main, home phone number, "
        "work phone number, business phone, company phone, car phone, pager, "
        "iphone, day phone, evening phone, daytime phone, landline number, "
        "home number, work number, sms, sms number, sms phone, phones, "
        "text number, billing phone, client phone, customer phone, client mobile, "
        "customer mobile, whatsapp number, 手机号(备注), 联络电话, 联系人电话, "
        "联系手机, 联系号码, 联系电话号码, 移动手机, 电话(手机), 固话, 家电, 宅电, "
        "办公电话, 单位电话, 工作电话, 住宅电话, 手机二, 备注手机号, 备注手机, "
        "备注电话, 備註電話, 備註手機, 备注手机号码, 备注电话号码, 绑定手机, "
        "绑定手机号, 注册手机号, 收货人手机, 收货人手机号, 收货人电话, 买家手机号, "
        "会员手机号码, 會員手機, 會員手機號碼, 聯絡手機, 聯絡人電話, 手機電話, "
        "手提電話, 手提, 手提號碼, 行動, 行動電話號碼, 市內電話, 室內電話, "
        "家用電話, 公司電話, 住宅電話, 連絡電話, 连络电话, 聯繫手機, "
        "telefonnummer, telefonnr, telefonnr., tel.-nr., tel.nr., handynummer, "
        "handynr., mobilnummer, mobiltelefon, mobil-nr., mobiltelefonnummer, "
        "festnetz, festnetznummer, rufnummer, telefon privat, "
        "telefon geschäftlich, telefon (privat), telefon (mobil), telefon mobil, "
        "privat, geschäftlich, tél, tél., tel portable, tél. portable, portable, "
        "numéro de téléphone, n° de téléphone, téléphone portable, "
        "téléphone mobile, téléphone fixe, fixe, numéro de portable, gsm, "
        "số điện thoại, điện thoại, sđt, sdt, số đt, đt, di động, số di động, "
        "điện thoại di động, số điện thoại khách hàng, 電話番号, 携帯, 携帯電話, "
        "携帯番号, 携帯電話番号, 連絡先, ご連絡先, 自宅電話, お電話番号, 전화, "
        "전화번호, 휴대폰, 휴대폰번호, 휴대폰 번호, 휴대전화, 휴대전화번호, "
        "핸드폰, 핸드폰번호, 핸드폰 번호, 연락처, 고객 연락처, 고객 전화번호, "
        "자택전화, teléfono, móvil, celular, teléfono móvil, telefono, cellulare, "
        "numero di telefono, telefoon, telefoonnummer, mobiel, telefone, telemóvel"
    ),
    "birthday": (
        "birthday, birth date, birthdate, date of birth, dob, d.o.b., born, 生日, "
        "出生日期, 出生年月日, 出生年月, 生日日期, 公历生日, 阳历生日, 國曆生日, "
        "新曆生日, geburtstag, geburtsdatum, 客户生日, 会员生日, 會員生日, "
        "birth day, day of birth, birth_date, dateofbirth, birthday date, b-day, "
        "bday, date born, birthdate (yyyy-mm-dd), client birthday, "
        "client date of birth, 出生日, 出生, 生辰, 出生年月日期, 生日(公历), "
        "生日(阳历), 生日(公曆), 生日(國曆), 公历出生日期, 國曆出生日期, 新历生日, "
        "阳历出生日期, 西历生日, 西曆生日, 生日年月日, 出生时间, geb., geb.-datum, "
        "geb. datum, geb.datum, geboren, geboren am, date de naissance, né(e) le, "
        "naissance, anniversaire, ngày sinh, sinh nhật, ngày tháng năm sinh, "
        "năm sinh, 生年月日, 誕生日, お誕生日, 생년월일, 생일, 생일(양력), "
        "양력생일, 양력 생일, fecha de nacimiento, cumpleaños, data di nascita, "
        "geboortedatum, data de nascimento"
    ),
    "lunar": (
        "lunar birthday, 农历生日, 農曆生日, 阴历生日, 陰曆生日, 旧历生日, "
        "舊曆生日, 生日(农历), 生日(農曆), 农历, 農曆, 阴历出生日期, 农历出生日期, "
        "農曆出生日期, 音历生日, 음력생일, 음력 생일, 생일(음력), 旧暦生日, "
        "国农历生日"
    ),
    "language": (
        "language, preferred language, 语言, 語言, 沟通语言, 溝通語言, sprache, "
        "langue, ngôn ngữ, 言語, 언어, 语种, 語系, spoken language, idioma"
    ),
    "email": (
        "email, e-mail, e mail, email address, e-mail address, mail, 邮箱, "
        "电子邮箱, 电子邮件, 邮件, 電郵, 電子郵件, 電子信箱, 信箱, 邮箱地址, 电邮, "
        "primary email, email 1, other email, client email, customer email, "
        "e-mail adresse, e-mail-adresse, mailadresse, mail adresse, courriel, "
        "adresse e-mail, adresse email, adresse mail, mél, 電郵地址, 电邮地址, "
        "电子邮箱地址, 郵箱, 電郵信箱, メール, メールアドレス, 이메일, "
        "이메일 주소, 메일, correo, correo electrónico, email khách hàng, "
        "địa chỉ email"
    ),
    "wechat": (
        "wechat, wechat id, weixin, wechatid, 微信, 微信号, 微信號, 微信id, "
        "wechat no, wechat number, wechat account, wechat name, weixin id, "
        "微信号码, 微信帐号, 微信账号, 微信賬號, 客户微信, 微信號碼, 微信 id, "
        "会员微信, wechat/line"
    ),
    "card_no": (
        "card number, card no, card no., member number, member no, member id, "
        "membership number, client number, customer number, customer id, "
        "client id, 卡号, 会员号, 会员卡号, 会员编号, 顾客编号, 客户编号, 编号, "
        "卡號, 會員號, 會員卡號, 會員編號, 客戶編號, 顧客編號, 編號, 实体卡号, "
        "会员卡, client no, client no., customer no, customer no., member card no, "
        "card id, loyalty card, barcode, kundennummer, kunden-nr., kunden-nr, "
        "kundennr., kundennr, kd-nr., kd.-nr., numéro client, n° client, "
        "numéro de client, code client, mã khách hàng, mã kh, mã khách, 会員番号, "
        "顧客番号, お客様番号, 회원번호, 고객번호, 会员卡号码, 会员编码, 会员代码, "
        "客户编码, 顾客号, 顾客编码, 档案号, 档案编号, 檔案編號, 貴賓卡號, 卡编号"
    ),
    "gender": (
        "gender, sex, 性别, 性別, geschlecht, sexe, giới tính, 성별, 性別(男/女), "
        "男女, género, sesso, geslacht, client gender"
    ),
    "note": (
        "note, notes, remark, remarks, comment, comments, memo, 备注, 备注信息, "
        "備註, 附註, 说明, 說明, notiz, bemerkung, 备注1, client notes, "
        "customer notes, client note, customer note, general notes, "
        "internal notes, appointment notes, staff notes, description, "
        "additional notes, other notes, 备注说明, 客户备注, 客戶備註, 会员备注, "
        "會員備註, 顾客备注, 顧客備註, 备注2, 描述, 客户描述, 備考, メモ, 메모, "
        "비고, 고객메모, 고객 메모, 특이사항, 참고사항, notizen, bemerkungen, "
        "anmerkung, anmerkungen, hinweis, hinweise, kommentar, remarque, "
        "remarques, commentaire, commentaires, ghi chú, lưu ý, notas, "
        "note cliente, opmerkingen"
    ),
    "said_allergies": (
        "allergies, allergy, allergic to, known allergies, 过敏, 过敏史, 过敏源, "
        "过敏原, 过敏物, 過敏, 過敏史, 過敏原, 过敏情况, 過敏情況, 药物过敏, "
        "藥物過敏, allergies/sensitivities, allergies & sensitivities, "
        "sensitivities, allergies or sensitivities, allergien, allergie, "
        "unverträglichkeiten, allergies connues, dị ứng, tiền sử dị ứng, "
        "アレルギー, 알레르기, 알러지, alergias, 过敏信息, 过敏备注, 过敏记录, "
        "過敏記錄, 過敏物質, 过敏物质, 过敏成分, 過敏成分, 皮肤过敏, 是否过敏, "
        "有无过敏, 有無過敏, 药敏, 对什么过敏"
    ),
    "said_conditions": (
        "conditions, medical conditions, health, health conditions, "
        "medical history, contraindications, 健康状况, 健康狀況, 病史, 既往病史, "
        "禁忌, 禁忌症, 身体状况, 身體狀況, 疾病史, 健康情况, 慢性病, medical, "
        "medical notes, medical info, medical information, health notes, "
        "health issues, medical alerts, health history, alerts, gesundheit, "
        "vorerkrankungen, krankheiten, kontraindikationen, antécédents médicaux, "
        "contre-indications, tiền sử bệnh, bệnh lý, tình trạng sức khỏe, 既往症, "
        "持病, 병력, 질병, 기저질환, 健康备注, 健康状态, 健康備註, 健康问题, "
        "健康問題, 疾病, 既往史, 身体情况, 身體情況, 身体健康状况, 孕期, 是否怀孕, "
        "是否懷孕, 怀孕, 懷孕, 孕周, 特殊情况, 特殊狀況, 特殊体质, 特殊體質, "
        "pregnancy, pregnant, schwanger, schwangerschaft, grossesse"
    ),
    "allergies": "allergies on file, 已登记过敏, 已登記過敏",
    "conditions": "conditions on file, 已登记健康状况, 已登記健康狀況",
    "tags": (
        "labels, tags, tag, groups, group membership, categories, 标签, 標籤, "
        "分组, 分組, 群组, 客户标签, 会员标签, label, group, category, "
        "client tags, customer tags, 标签组, 客户分组, 客戶分組, 客户标签组, "
        "企业标签, 个人标签, 好友标签, 顾客标签, 顧客標籤, 會員標籤, 客戶標籤, "
        "nhóm, nhãn, nhóm khách hàng, gruppe, gruppen, kategorie, kategorien, "
        "étiquettes, 태그, 그룹, タグ, グループ"
    ),
    "last_visit": (
        "last visit, last visited, last appointment, 上次到店, 最近到店, 最后到店, "
        "上次消费, 最近消费, 上次消費, 最近消費, 最后消费, 上次消费时间, "
        "最近消费时间, 最近到店时间, 上次到店时间, 上次光临, 上次光臨, "
        "最后消费时间, 最後到店, last seen, last visit date, date of last visit, "
        "most recent visit, last appointment date, last service date, "
        "letzter besuch, letzter termin, dernière visite, dernier rendez-vous, "
        "lần cuối đến, lần đến gần nhất, 最終来店日, 前回来店日, 마지막 방문일, "
        "최근 방문일, 最近一次到店, 最后一次到店, 最近一次消费, 最后一次消费, "
        "最近到店日期, 上次到店日期, 最近消费日期, 最后到店时间, 最後到店日, "
        "最近來店, 最近到店日, 上次來店, 最後來店日"
    ),
    "company": (
        "organization name, organization 1 - name, company, organisation, 公司, "
        "单位, 工作单位, 公司名称, 單位, company name, business name, "
        "firma, unternehmen, société, entreprise, công ty, 会社名, 会社, 회사, "
        "회사명, 企业, 企业名, 企业名称, 企業, 备注企业, 备注公司, 公司名, "
        "公司名稱, organization"
    ),
    "photo_link": (
        "photo, picture, photo url, 照片, 头像, 頭像, avatar, image, photo link, "
        "image url, avatar url, 头像链接, 头像地址, 照片链接, foto"
    ),
    "reason": "refused because, 未导入原因, 未匯入原因",
    "calendar": (
        "公历/农历, 公曆/農曆, 国历/农历, 國曆/農曆, 阳历/阴历, 陽曆/陰曆, "
        "新历/旧历, 新曆/舊曆, 农历/公历, 農曆/國曆, 农历/阳历, 阴历/阳历, "
        "阴历阳历, 公历农历, 阳历阴历, 國曆農曆, 公农历, 公/农历, 农/公历, "
        "阴/阳历, 阳/阴历, 阴阳历, 國/農曆, 国/农历, 國農曆, 公/農曆, 历法, 曆法, "
        "生日历法, 生日曆法, 生日类型, 生日類型, 生日类别, 生日類別, 生日种类, "
        "日历类型, 日曆類型, 历法类型, 生日属性, 生日性质, 生日日历, 是否农历, "
        "是否農曆, 是否阴历, 是否陰曆, 是否公历, 是否阳历, 是否國曆, "
        "calendar, calendar type, birthday calendar, birthday type, "
        "birth calendar, date type, solar/lunar, lunar/solar, solar or lunar, "
        "lunar or solar, is lunar, birthday is lunar, "
        "islunar, is solar, solar, gregorian/lunar, lịch, âm/dương, "
        "âm lịch/dương lịch, dương lịch/âm lịch, loại lịch, 양력/음력, 음력/양력, "
        "양/음력, 양음력, 음양력, 음양구분, 양음구분, kalender, calendrier"
    ),
    "remark": (
        "备注名, 備註名, 备注名称, 備註名稱, 备注姓名, 微信备注, 微信備註, "
        "微信备注名, 好友备注, 好友備註, 好友备注名, 客户备注名, 客戶備註名, "
        "备注昵称, 备注名字, remark name, wechat remark, remark (name), alias"
    ),
}

FACTS = {  # the same for fields of the client file, by their id
    "salutation": (
        "title, anrede, titel, civilité, civilite, 尊称, 尊稱, 敬称, 호칭, danh xưng, "
        "honorific, name title, courtesy title, tratamiento"
    ),
    "address": (
        "住址, 家庭住址, 通讯地址, 联系地址, 聯絡地址, 通訊地址, 家庭地址, 详细地址, "
        "詳細地址, 收货地址, home address, street address, full address, "
        "mailing address, adresse, anschrift, địa chỉ, 住所, ご住所, 주소, dirección, "
        "indirizzo, adres, endereço"
    ),
    "occupation": "职业, 職業, job, beruf, profession, nghề nghiệp, 직업, 職種",
    "line_id": "line, line id, lineid, line帳號, line账号, line 帳號",
    "referred_by": "介绍人, 介紹人, 推荐人, 推薦人, referred by, referrer",
}
# What may stand before or behind a heading without changing what it says.
BEFORE = (
    "客户|客戶|顾客|顧客|会员|會員|客人|贵宾|貴賓|用户|用戶|买家|联系人|聯絡人|本人|您的|你的|主要|"
    "常用|登记|登記|预留|預留|client|customer|member|guest|patient|contact|primary|main|"
    "your|his/her|preferred"
)
BEHIND = "必填|选填|選填|信息|資訊|資料|资料|required|optional|mandatory"
# Headings and titles of what a salon lists besides its clients.
APART_WORDS = (
    "product, products, product name, item, items, article, sku, ean, brand, stock, "
    "in stock, qty, quantity, price, prices, price list, unit price, cost, rrp, vat, "
    "amount, sum, service, services, service name, treatment, treatments, "
    "treatment name, duration, minutes, time, category, supplier, size, colour, "
    "opening hours, opening times, hours, open, closed, day, weekday, staff, team, "
    "staff name, employee, employees, role, position, job title, shift, room, rooms, "
    "invoice, invoice no, order, order no, voucher, revenue, turnover, "
    "产品, 产品名称, 产品名, 商品, 商品名称, 货号, 品牌, 规格, 单位, 库存, 数量, "
    "单价, 价格, 售价, 原价, 现价, 会员价, 成本, 金额, 进价, 价目表, 价格表, "
    "产品价目表, 项目, 项目名称, 服务, 服务项目, 时长, 分钟, 类别, 分类, 供应商, "
    "营业时间, 星期, 开门, 关门, 员工, 员工姓名, 技师, 职位, 岗位, 班次, 房间, "
    "订单号, 流水号, 营业额, "
    "產品, 產品名稱, 商品名稱, 貨號, 規格, 單位, 庫存, 數量, 單價, 價格, 售價, "
    "原價, 會員價, 金額, 進價, 價目表, 價格表, 項目, 項目名稱, 服務, 服務項目, "
    "時長, 分鐘, 類別, 分類, 供應商, 營業時間, 開門, 關門, 員工, 員工姓名, "
    "美容師, 職位, 班次, 房間, 訂單號, 營業額, "
    "produkt, produkte, artikel, artikelnummer, preis, preise, preisliste, bestand, "
    "lager, menge, anzahl, leistung, leistungen, behandlung, dauer, "
    "öffnungszeiten, mitarbeiter, mitarbeiterin, rolle, lieferant, betrag, "
    "produit, produits, prix, tarif, tarifs, quantité, prestation, prestations, "
    "soin, soins, durée, horaires, personnel, employé, "
    "producto, precio, cantidad, servicio, duración, horario, prodotto, prezzo, "
    "quantità, servizio, durata, orari"
)
