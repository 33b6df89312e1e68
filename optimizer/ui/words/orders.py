"""The words of the page 今日运单: import, the table, single orders."""

from __future__ import annotations

from typing import Final

_FILE: Final[dict[str, tuple[str, str]]] = {
    "orders.drop": ("把运单文件拖到这里（CSV 或 XLSX）", "Drop an order file here (CSV or XLSX)"),
    "orders.drop_limit": (
        "每个文件最大 20 MB；表头可以是中文或英文",
        "Up to 20 MB; headers may be Chinese or English",
    ),
    "orders.browse": ("选择文件", "Choose a file"),
    "orders.too_large": (
        "文件超过 20 MB，没有上传。请拆成几个文件，或删去不需要的列。",
        "The file has more than 20 MB and was not uploaded. Split it, or delete columns.",
    ),
    "orders.reading": ("正在读文件…", "Reading the file…"),
    "orders.checking": ("正在检查…", "Checking…"),
    "orders.importing": ("正在导入…", "Importing…"),
    "orders.sample": ("导入示例运单看看", "Try it with the sample orders"),
    "orders.no_sample": (
        "示例运单随源代码提供（data/orders/ordinary.csv），这台机器上没有。",
        "The sample comes with the source code (data/orders/ordinary.csv); it is not here.",
    ),
    "orders.file": ("{name}：{count} 行", "{name}: {count} rows"),
    "orders.unreadable": (
        "这个文件读不了，什么也没有导入。原因见下表。",
        "This file cannot be read, and nothing was imported. The table says why.",
    ),
    "orders.other_file": ("换一个文件", "Choose another file"),
    "orders.columns_told": ("列对应：每一列都清楚", "Columns: all of them are clear"),
    "orders.columns_open": (
        "列对应：请看下面每一列是什么",
        "Columns: please say what each of them is",
    ),
    "orders.comma": ("、", ", "),
    "orders.missing": (
        "还没有指定必填的列：{names}。请在上面选出它们。",
        "Columns that are required are missing: {names}. Choose them above.",
    ),
    "orders.nameless": ("（第 {number} 列没有列名）", "(column {number} has no name)"),
    "orders.undecided": ("请选择", "please choose"),
    "orders.ignored": ("不导入这一列", "leave this column out"),
    "orders.all_good": ("{count} 行全部合格。", "All {count} rows are good."),
    "orders.none_good": (
        "{count} 行里没有一行能导入。请看下面的问题。",
        "None of the {count} rows can be imported. See the problems below.",
    ),
    "orders.some_good": (
        "{good} 行合格，{bad} 行有问题。有问题的行不会导入，可以下载问题表，改好后再导入一次。",
        "{good} rows are good, {bad} have problems. Those are not imported: take the table of "
        "problems along, put them right and import them again.",
    ),
    "orders.import_good": ("导入 {count} 张合格运单", "Import {count} good orders"),
    "orders.do_not": ("不导入", "Do not import"),
    "orders.imported": ("已导入 {count} 张运单（{name}）", "{count} orders imported ({name})"),
    "orders.may_not": (
        "这一步需要调度员的权限。",
        "This needs a dispatcher.",
    ),
    "orders.problems": ("问题 {count} 处", "{count} problems"),
    "orders.problem_row": ("行", "Row"),
    "orders.problem_column": ("列", "Column"),
    "orders.problem_value": ("填的是", "Value"),
    "orders.problem_what": ("问题和办法", "Problem and what to do"),
    "orders.take_problems": ("下载问题表", "Download the problems"),
    "orders.problems_file": ("运单问题.csv", "order-problems.csv"),
    "orders.more_problems": (
        "只显示前 {count} 处，下载的表里有全部。",
        "Only the first {count} are shown; the download has all of them.",
    ),
    "orders.first_rows": ("文件的前几行", "The first rows of the file"),
}

_TABLE: Final[dict[str, tuple[str, str]]] = {
    "orders.empty": (
        "还没有运单。把今天的运单文件拖到上面，或者先用示例运单试一试。",
        "There are no orders yet. Drop today's file above, or try the sample first.",
    ),
    "orders.tab_list": ("运单", "Orders"),
    "orders.tab_totals": ("合计", "Totals"),
    "orders.tab_batches": ("批次", "Batches"),
    "orders.card_open": ("未完成运单", "Open orders"),
    "orders.card_pieces": ("件数", "Pieces"),
    "orders.card_weight": ("重量 kg", "Weight kg"),
    "orders.card_volume": ("体积 m³", "Volume m³"),
    "orders.card_urgent": ("加急", "Urgent"),
    "orders.card_earlier": ("往日遗留", "From earlier days"),
    "orders.card_overdue": ("已过承诺", "Past promise"),
    "orders.help_open": (
        "没有撤销、也没有送达的运单",
        "Neither cancelled nor delivered",
    ),
    "orders.help_pieces": ("未完成运单的件数", "Pieces of the open orders"),
    "orders.help_weight": ("未完成运单的重量", "Weight of the open orders"),
    "orders.help_volume": ("未完成运单的体积", "Volume of the open orders"),
    "orders.help_urgent": ("优先级为加急的运单", "Orders of urgent priority"),
    "orders.help_earlier": (
        "今天以前到件并进入系统、还没有送达的运单",
        "Came in and was ready before today, and is not delivered yet",
    ),
    "orders.help_overdue": (
        "承诺送达时间已经过了的运单",
        "The promised time has gone by",
    ),
    "orders.by_town": ("按乡镇", "By town"),
    "orders.by_carrier": ("按快递公司", "By carrier"),
    "orders.by_class": ("按货类", "By class of goods"),
    "orders.by_due": ("按承诺日期", "By due day"),
    "orders.town": ("乡镇", "Town"),
    "orders.carrier": ("快递公司", "Carrier"),
    "orders.class": ("货类", "Class"),
    "orders.due": ("承诺日期", "Due day"),
    "orders.count": ("票数", "Orders"),
    "orders.pieces": ("件数", "Pieces"),
    "orders.kg": ("重量 kg", "kg"),
    "orders.none_given": ("（未填）", "(none)"),
    "orders.any": ("{what}：全部", "{what}: all"),
    "orders.nothing_found": (
        "没有符合条件的运单，请放宽查找条件。",
        "No order is like that; look for less.",
    ),
    "orders.nothing_open": (
        "没有未完成的运单。",
        "There are no open orders.",
    ),
    "orders.search": ("查找", "Find"),
    "orders.search_hint": (
        "查找运单号、网点、品名、溯源码、电话",
        "find id, site, product, trace code, phone",
    ),
    "orders.marks": ("标记", "Marks"),
    "orders.mark_earlier": ("往日", "earlier"),
    "orders.mark_overdue": ("超时", "overdue"),
    "orders.mark_urgent": ("加急", "urgent"),
    "orders.mark_returns": ("退件", "return"),
    "orders.found": ("{found} / {all} 张", "{found} of {all}"),
    "orders.found_more": (
        "{found} 张，只显示前 {most} 张，请再缩小范围",
        "{found} orders, the first {most} are shown; search more closely",
    ),
    "orders.chosen": ("已选 {count} 张", "{count} chosen"),
    "orders.lies_at": ("现在在", "Lies at"),
    "orders.batch": ("批次", "Batch"),
    "orders.batch_number": ("批次号", "Number"),
    "orders.batch_kind": ("来源", "Kind"),
    "orders.still_open": ("未完成", "Still open"),
}

_FORMS: Final[dict[str, tuple[str, str]]] = {
    "orders.do_enter": ("录入一张", "Enter one"),
    "orders.do_edit": ("修改", "Edit"),
    "orders.do_return": ("退件", "Return"),
    "orders.do_deliver": ("已送达", "Delivered"),
    "orders.do_cancel": ("撤销", "Cancel"),
    "orders.do_history": ("记录", "History"),
    "orders.choose_first": (
        "请先在表里勾选运单",
        "Choose orders in the table first",
    ),
    "orders.save_new": ("保存运单", "Save the order"),
    "orders.save_change": ("保存修改", "Save the changes"),
    "orders.entered": ("已录入一张运单", "One order entered"),
    "orders.edit_title": ("修改运单 {name}", "Edit order {name}"),
    "orders.changed": ("已修改运单 {name}", "Order {name} changed"),
    "orders.field": ("{name}：{what}", "{name}: {what}"),
    "orders.made_up": ("不填则自动编号", "made up where blank"),
    "orders.choose_site": ("输入名称查找", "type to find"),
    "orders.at_origin": ("始发网点", "its origin"),
    "orders.hint_pieces": ("1", "1"),
    "orders.hint_weight_kg": ("不填按默认", "default"),
    "orders.hint_volume_m3": ("不填按默认", "default"),
    "orders.hint_ready_at": ("年-月-日 时:分", "2026-11-23 08:00"),
    "orders.hint_due_at": ("不填按承诺时限", "by the promise"),
    "orders.priority_normal": ("普通", "normal"),
    "orders.priority_urgent": ("加急", "urgent"),
    "orders.return_what": (
        "为 {name} 生成一张退件运单：从 {origin} 退回 {destination}，现在就可以揽收，"
        "按承诺时限送达。",
        "Make a return of {name}: from {origin} back to {destination}, ready now and due by the "
        "promise.",
    ),
    "orders.return_now": ("生成退件", "Make the return"),
    "orders.returned": ("已生成退件 {name}", "Return {name} made"),
    "orders.deliver_what": (
        "把 {count} 张运单记为已送达，以后不再排线：{names}",
        "Mark {count} orders as delivered; they are not planned again: {names}",
    ),
    "orders.deliver_now": ("记为已送达", "Mark as delivered"),
    "orders.delivered": ("已把 {count} 张运单记为送达", "{count} orders marked as delivered"),
    "orders.cancel_what": (
        "撤销 {count} 张运单，以后不再排线：{names}",
        "Cancel {count} orders; they are not planned again: {names}",
    ),
    "orders.cancel_now": ("撤销运单", "Cancel the orders"),
    "orders.cancelled": ("已撤销 {count} 张运单", "{count} orders cancelled"),
    "orders.and_more": ("{names} 等", "{names} and more"),
    "orders.why": ("原因（可不填）", "Why (optional)"),
    "orders.conflict": (
        "你的修改没有保存，也没有覆盖别人的修改。请关闭这个窗口，看过最新内容后再改。",
        "Your change was not saved, and nobody else's was overwritten. Close this window, look at "
        "the order as it is now, and change it again.",
    ),
    "orders.history_title": ("运单 {name} 的记录", "History of order {name}"),
    "orders.history_at": ("时间", "When"),
    "orders.history_by": ("操作人", "Who"),
    "orders.history_what": ("操作", "What"),
    "orders.history_detail": ("内容", "Detail"),
    "orders.did_edit": ("修改", "edited"),
    "orders.did_cancel": ("撤销", "cancelled"),
    "orders.did_import": ("导入", "imported"),
    "orders.did_entry": ("录入", "entered"),
    "orders.did_return": ("退件", "returned"),
}

WORDS: Final[dict[str, tuple[str, str]]] = {**_FILE, **_TABLE, **_FORMS}
