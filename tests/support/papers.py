"""A hotel's papers for tests: words of every paper, with the names that break typography."""

from dataclasses import replace
from typing import Any

from vipops.enums import Language
from vipops.integrations.papers.paper_words import (
    AmenityOrder,
    CareLine,
    CareRecord,
    CareStage,
    ContinuityPack,
    DayList,
    DepartmentPart,
    Dish,
    Flag,
    Head,
    InspectionSheet,
    Menu,
    OpenStay,
    OpenTask,
    PickUpSign,
    Point,
    RegistrationCard,
    StayLine,
    Step,
)

EN, ZH, JA = Language.EN, Language.ZH, Language.JA
# (Chinese or own script, Latin): long, rare and from right to left.
NAMES = (
    ("买买提·吐尔逊江·阿卜杜热合曼", "Mr Memet Tursunjan Abdurahman"),
    ("马克西米利安·冯·霍亨索伦", "Prince Maximilian-Alexander von Hohenzollern-Sigmaringen"),
    ("阮氏芳草", "Ms Nguyễn Thị Phương Thảo"),
    ("محمد بن راشد آل مكتوم", "H.H. Mohammed bin Rashid Al Maktoum"),
    ("สมชาย ศรีสุวรรณ", "Mr Somchai Srisuwan"),
    ("田中 美咲", "Ms Misaki Tanaka"),
    ("欧阳慕容婉清", "Ms Ouyang Murong Wanqing"),
    ("陈喆", "Mr Chen Zhe"),
)
GRADES = (("VVIP", "国宾", "VVIP"), ("VA", "甲级贵宾", "VIP A"), ("VB", "乙级贵宾", "VIP B"))


def say(language: Language, zh: str, en: str) -> str:
    return zh if language is ZH else en


def head(language: Language) -> Head:
    zh = language is ZH
    return Head(
        language=language,
        hotel_name="海港大酒店" if zh else "The Grand Harbour",
        hotel_name_beside="The Grand Harbour" if zh else "海港大酒店",
        hotel_address="厦门市海港路18号" if zh else "18 Harbour Road, Xiamen",
        hotel_contact="+86 592 888 0000",
        as_of=say(language, "11月22日 08:12", "22 Nov 08:12"),
        printed_by=say(language, "吴丹妮", "Danny Wu"),
    )


def stay_line(language: Language, number: int = 0) -> StayLine:
    """The stay of this number; every second one flies in, every third has an allergy."""
    own, latin = NAMES[number % len(NAMES)]
    grade, grade_zh, grade_en = GRADES[number % len(GRADES)]
    zh = language is ZH
    flags = []
    if number % 3 == 0:
        flags.append(Flag("alert", say(language, "坚果过敏", "nut allergy")))
    if number % 7 == 1:
        flags.append(
            Flag(
                "recovery",
                say(language, "以往入住有过不快：须补救", "A past stay went wrong: service recovery"),
            )
        )
    if number % 5 == 3:
        flags.append(Flag("quiet", say(language, "化名入住", "Stays under an alias")))
    flies = number % 2 == 0
    return StayLine(
        name=own if zh else latin,
        name_beside=latin if zh else own,
        grade=grade,
        grade_name=grade_zh if zh else grade_en,
        room=str(1801 + number),
        room_type=say(language, "豪华套房", "Grand suite") if number % 2 else "KING",
        party=say(language, "2大1小", "2 adults, 1 child"),
        arrival_day=say(language, "11月22日", "22 Nov"),
        arrival_time=f"{8 + number // 4 % 15:02}:{number % 4 * 15:02}",
        departure_day=say(language, "11月25日", "25 Nov"),
        departure_time="12:00",
        nights=3,
        flight="CA981" if flies else "",
        landing_time="14:05" if flies else "",
        departure_flight="MF802" if flies else "",
        transfer=flies,
        transfer_out=number % 3 == 0,
        plate="闽D·A8888" if number % 4 == 0 else "",
        state=say(language, "准备中", "preparing"),
        flags=tuple(flags),
    )


def stays(language: Language, count: int, start: int = 0) -> tuple[StayLine, ...]:
    return tuple(stay_line(language, number) for number in range(start, start + count))


def day(language: Language) -> str:
    return say(language, "2026年11月22日 周日", "Sun 22 Nov 2026")


def briefing(language: Language, count: int = 5) -> DayList:
    return DayList(
        head(language),
        day(language),
        stays(language, count),
        in_house=stays(language, 6, 10),
        leaving=stays(language, 3, 20),
    )


def day_list(language: Language, count: int = 40) -> DayList:
    return DayList(head(language), day(language), stays(language, count))


def pick_up_sign(language: Language, number: int = 1) -> PickUpSign:
    own, latin = NAMES[number]
    zh = language is not EN
    return PickUpSign(
        head(language), own if zh else latin, latin if zh else own, "CA981", day(language) + " 14:05"
    )


def registration_card(language: Language, number: int = 0) -> RegistrationCard:
    own, latin = NAMES[number]
    return RegistrationCard(
        head(language),
        name=own,
        name_beside=latin,
        companions=(NAMES[1][1], NAMES[2][1]),
        confirmation_number="R1001",
        room="1806",
        room_type=say(language, "豪华套房", "Grand suite"),
        adults=2,
        children=1,
        arrival_day=day(language),
        arrival_time="15:00",
        departure_day=say(language, "2026年11月25日 周三", "Wed 25 Nov 2026"),
        departure_time="12:00",
        nights=3,
    )


def amenity_order(language: Language, number: int = 0) -> AmenityOrder:
    line = stay_line(language, number)
    return AmenityOrder(
        head(language),
        number="R1001-412",
        stay=line,
        deliver_day=day(language),
        deliver_time="12:30",
        amenities=(
            say(language, "大型花艺", "large flower arrangement"),
            say(language, "精品果篮", "premium fruit"),
            say(language, "香槟", "champagne"),
        ),
        card=say(
            language, f"敬呈{line.name}：谨备薄礼，恭迎光临。", f"For {line.name}, with a warm welcome."
        ),
        likes=((say(language, "水果", "Fruit"), say(language, "荔枝，去核", "lychees, stoned")),),
    )


def inspection_sheet(language: Language) -> InspectionSheet:
    points = tuple(
        Point(
            f"F7{chr(97 + number)}",
            say(
                language,
                "所有灯具亮：床头灯、落地灯、台灯；灯罩无尘、稳固、端正",
                "Every light on: bedside, floor, desk; shades dust-free, steady, in place",
            ),
            None if number > 2 else number != 1,
            say(language, "落地灯灯泡已换", "Bulb of the floor lamp replaced") if number == 1 else "",
        )
        for number in range(17)
    )
    return InspectionSheet(
        head(language),
        say(language, "大堂经理查房（17项）", "Lobby manager's inspection, 17 points"),
        stay_line(language, 3),
        say(language, "11月22日 13:00", "22 Nov 13:00"),
        points,
        "",
        "",
    )


def menu(language: Language) -> Menu:
    dishes = (
        ("佛跳墙", "Buddha jumps over the wall", "闽菜之首，文火煨八小时。", "Simmered for eight hours."),
        ("沙茶海鲜煲", "Seafood in satay broth", "", ""),
        ("姜母鸭", "Duck with old ginger", "厦门人冬日里的暖意。", "What keeps Xiamen warm in winter."),
        ("土笋冻", "Sandworm jelly", "", ""),
        ("清炒芥蓝", "Stir-fried Chinese kale", "", ""),
        ("花生汤", "Sweet peanut soup", "", ""),
    )  # fmt: skip
    zh = language is ZH
    return Menu(
        head(language),
        kind={ZH: "晚餐", EN: "Dinner", JA: "ご夕食"}[language],
        day=day(language),
        time="19:00",
        place=say(language, "听涛阁", "Tingtao Pavilion"),
        guest=stay_line(language, 1).name,
        dishes=tuple(
            Dish(own if zh else latin, latin if zh else own, story_zh if zh else story_en)
            for own, latin, story_zh, story_en in dishes
        ),
    )


def care_record(language: Language) -> CareRecord:
    line = CareLine(
        title=say(language, "大堂经理查房（17项）", "Lobby manager's inspection, 17 points"),
        department=say(language, "前厅部", "Front office"),
        state=say(language, "已签字", "signed off"),
        due=say(language, "11月22日 13:00", "22 Nov 13:00"),
        done=say(language, "11月22日 12:41", "22 Nov 12:41"),
        by=say(language, "吴丹妮", "Danny Wu"),
        signed_by=say(language, "林凯瑟", "Katharina Lindqvist"),
        late="",
        remark="",
    )
    late = replace(
        line,
        title=say(language, "司机出发前领取接机名单", "Driver takes the pick-up list before leaving"),
        department=say(language, "礼宾部", "Concierge"),
        signed_by="",
        late=say(language, "迟 12 分钟", "12 min late"),
        remark=say(language, "航班提前降落", "The flight landed early"),
    )
    stage = CareStage(say(language, "抵店前", "Before arrival"), (line, late) * 14)
    steps = tuple(
        Step(say(language, f"11月22日 {8 + number}:10", f"22 Nov {8 + number:02}:10"), name, line.by, "")
        for number, name in enumerate(
            [
                say(language, "开始准备", "Preparations began"),
                say(language, "房间备好", "Room ready"),
                say(language, "客人抵店", "Guest arrived"),
            ]
        )
    )
    return CareRecord(
        head(language),
        stay_line(language, 0),
        planned=56,
        done=54,
        in_time=40,
        late=14,
        left_out=2,
        steps=steps,
        stages=(stage, replace(stage, name=say(language, "抵店", "Arrival"))),
    )


def continuity(language: Language, count: int = 12) -> ContinuityPack:
    def task(number: int) -> OpenTask:
        return OpenTask(
            due=say(language, f"11月22日 {9 + number:02}:30", f"22 Nov {9 + number:02}:30"),
            title=say(
                language,
                "核对欢迎信：姓名拼写、信封整洁",
                "Check the letter: name spelled right, envelope clean",
            ),
            detail=say(language, "最迟抵店前两个半小时送达", "by 2½ hours before arrival")
            if number % 2
            else "",
            state=say(language, "进行中", "in progress") if number == 1 else "",
            who=say(language, "吴丹妮", "Danny Wu") if number % 2 else "",
            is_late=number == 0,
            gate=number == 2,
            points=17 if number == 3 else 0,
        )

    open_stays = tuple(
        OpenStay(line, tuple(task(number) for number in range(4)), later=3 if number % 2 else 0)
        for number, line in enumerate(stays(language, count))
    )
    return ContinuityPack(
        head(language),
        as_of_day=day(language),
        as_of_time="08:15",
        until=say(language, "11月24日 08:15", "24 Nov 08:15"),
        in_house=stays(language, 8),
        departments=(
            DepartmentPart(
                "front_office", say(language, "前厅部", "Front office"), 4 * count, count, open_stays
            ),
            DepartmentPart("security", say(language, "保安部", "Security"), 0, 0, ()),
        ),
    )


# paper -> (language, sheet) -> the words that its golden picture shows.
WORDS: dict[str, Any] = {
    "briefing": briefing,
    "arrivals_list": day_list,
    "departures_list": day_list,
    "pick_up_sign": pick_up_sign,
    "registration_card": registration_card,
    "amenity_order": amenity_order,
    "inspection_sheet": inspection_sheet,
    "menu": menu,
    "care_record": care_record,
    "continuity": continuity,
}
