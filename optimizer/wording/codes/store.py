"""S1xx: what the store cannot do, and what became of the data meanwhile."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

STORE: Final[dict[str, tuple[Sentence, ...]]] = {
    "S101": (
        Sentence(
            (
                "您打开以后，{by} 已经改过这里，您的修改没有保存",
                "请看一下现在的内容，再决定保留哪一个",
            ),
            (
                "{by} changed this after you opened it; your change was not saved",
                "look at what is there now, then decide which one to keep",
            ),
        ),
        Sentence(
            (
                "您打开以后，别人已经改过这里，您的修改没有保存",
                "请看一下现在的内容，再决定保留哪一个",
            ),
            (
                "somebody changed this after you opened it; your change was not saved",
                "look at what is there now, then decide which one to keep",
            ),
        ),
    ),
    "S102": (
        Sentence(
            ("找不到{kind} {key}，可能已被删除或换了数据库", "请在列表里重新选择"),
            ("there is no {kind} {key}", "choose one from the list"),
        ),
        Sentence(
            ("找不到要打开的内容", "请在列表里重新选择"),
            ("it is not there", "choose one from the list"),
        ),
    ),
    "S103": (
        Sentence(
            (
                "有 {count} 张运单的运单号已经在系统里：{order_ids}",
                "请去掉这些运单，或改用新的单号",
            ),
            ("{count} orders are there already: {order_ids}", "leave them out, or rename them"),
        ),
        Sentence(
            ("有运单的运单号已经在系统里", "请去掉这些运单，或改用新的单号"),
            ("some orders are there already", "leave them out, or rename them"),
        ),
    ),
    "S104 name": (
        Sentence(
            ("已经有一个情景叫“{name}”", "请换一个名称"),
            ("another scenario is called {name} already", "choose another name"),
        ),
        Sentence(
            ("情景还没有名称", "请先起个名称"),
            ("the scenario has no name", "name it first"),
        ),
    ),
    "S104": (
        Sentence(
            ("现在不能这样做", "请刷新页面，看清现在的状态"),
            ("this may not be done now", "reload the page and look at its state"),
        ),
    ),
    "S105": (
        Sentence(
            ("有文字或数字是数据库存不了的，什么都没有保存", "请改正后再保存"),
            ("a text or a number cannot be stored; nothing was saved", "correct the values"),
        ),
    ),
    "S111": (
        Sentence(
            ("数据库 {place} 是旧版结构，又不允许写入，无法升级", "请管理员开放写入权限"),
            ("{place} is of an older version and may not be written to", "make it writable"),
        ),
        Sentence(
            ("数据库是旧版结构，无法升级", "请管理员开放写入权限"),
            ("the database is of an older version and may not be written to", "make it writable"),
        ),
    ),
    "S112": (
        Sentence(
            ("数据库 {place} 是更新版本的 Route48 写的", "请升级 Route48"),
            ("{place} was written by a newer Route48", "update Route48"),
        ),
        Sentence(
            ("数据库是更新版本的 Route48 写的", "请升级 Route48"),
            ("the database was written by a newer Route48", "update Route48"),
        ),
    ),
    "S113": (
        Sentence(
            ("{place} 不允许写入，什么都没有保存", "请管理员检查权限"),
            ("{place} may not be written to; nothing was saved", "give write access to it"),
        ),
        Sentence(
            ("数据库不允许写入，什么都没有保存", "请管理员检查权限"),
            ("the database may not be written to; nothing was saved", "give write access to it"),
        ),
    ),
    "S114": (
        Sentence(
            ("磁盘满了，什么都没有保存；原有的数据都还在", "请清理磁盘后再试"),
            ("the disk is full; nothing was saved, nothing is lost", "free some and try again"),
        ),
    ),
    "S115": (
        Sentence(
            ("数据库正被别的程序占用，什么都没有保存", "请过一会儿再试"),
            ("the database is in use; nothing was saved", "try again in a moment"),
        ),
    ),
    "S116": (
        Sentence(
            ("{place} 不是 Route48 的数据，没有改动任何内容", "请换一个文件或地址"),
            ("{place} is no store of Route48; nothing was changed", "name another"),
        ),
        Sentence(
            ("这不是 Route48 的数据，没有改动任何内容", "请换一个文件或地址"),
            ("this is no store of Route48; nothing was changed", "name another"),
        ),
    ),
    "S117": (
        Sentence(
            ("连不上数据库 {place}", "请管理员检查服务器是否运行，用户名和密码是否正确"),
            ("{place} cannot be reached", "is the server running, are name and password right?"),
        ),
        Sentence(
            ("连不上数据库", "请管理员检查服务器是否运行，用户名和密码是否正确"),
            ("the database cannot be reached", "is the server running, is the password right?"),
        ),
    ),
    "S118": (
        Sentence(
            (
                "数据库地址不能用",
                "请写成 sqlite:///route48.db 或 postgresql://用户:密码@主机/库名",
            ),
            (
                "the address of the database cannot be used",
                "write sqlite:///route48.db or postgresql://user:password@host/name",
            ),
        ),
    ),
    "S119": (
        Sentence(
            ("数据文件 {place} 已损坏", "请用备份恢复：route48 store restore 备份文件"),
            ("{place} is damaged", "restore a backup: route48 store restore FILE"),
        ),
        Sentence(
            ("数据文件已损坏", "请用备份恢复：route48 store restore 备份文件"),
            ("the data is damaged", "restore a backup: route48 store restore FILE"),
        ),
    ),
    "S120": (
        Sentence(
            ("{place} 里已有数据", "请先备份，再用 --replace 恢复"),
            ("{place} is not empty", "back it up, then restore with --replace"),
        ),
        Sentence(
            ("里面已有数据", "请先备份，再用 --replace 恢复"),
            ("there is data already", "back it up, then restore with --replace"),
        ),
    ),
}

THINGS: Final = {
    "batch": "批次",
    "draft": "草稿",
    "network": "网络",
    "network version": "网络版本",
    "order": "运单",
    "plan": "方案",
    "publication": "发布",
    "run": "任务",
    "scenario": "情景",
    "study": "推演结果",
    "version": "版本",
}
"""What the store calls the things that it keeps."""
