//! What is said of the public folder.

use super::{filled, fixed};

filled! {
    published_pages(index, documents, files) =
        "公示文件夹已写好：{index}（{documents} 份文件，{files} 个数据和页面文件）。把所在的 public 文件夹原样放到网站上即可",
        "The public folder is ready: {index} ({documents} documents in {files} files). Put the folder public on a web server as it is";
    pending_reports(count, targets) =
        "还有 {count} 个抽中对象没有报告结果（先列出几个）：{targets}",
        "{count} drawn targets are not reported yet, among them: {targets}";
    not_published(error) =
        "没有公布，没有写入任何文件（改正后再试，或用 --mask 隐去）：\n{error}",
        "nothing was published or written (mend it, or hide the numbers with --mask):\n{error}";
    put_away(count, public, folder) =
        "已撤回 {count} 份旧文件：数据（JSON）仍然公开，移至 {public}；页面和表格移至 {folder}（留存备查，不要放到网站上）",
        "{count} older documents were withdrawn: their data (JSON) stay public, in {public}; pages and tables are kept in {folder} (do not put that on the web)";
    put_away_whole(count, folder) =
        "已撤回 {count} 份旧文件，连同数据移至 {folder}（留存备查，不要放到网站上）",
        "{count} older documents were withdrawn and are kept, with their data, in {folder} (do not put it on the web)";
    page_changed(path) =
        "{path} 与已登记公示的不同：被改动过，或由另一版本的程序写出。没有公布，没有写入任何文件。网页、表格可以删去后再运行，程序会按数据（JSON）重新写出；JSON 和证明文件请放回原件",
        "{path} is not what was published: somebody changed it, or another version of the program wrote it. Nothing was published or written. A page or table can be deleted: run this again, and it is written anew from the data (JSON). Put the original of a JSON file or proof back";
    page_stray(path) =
        "{path} 不是程序写出的公示文件：公开日志中没有登记。没有公布，没有写入任何文件。请把它移出 public/pages 后再运行",
        "{path} is no file of a published document: the log does not have it. Nothing was published or written. Move it out of public/pages and run this again";
    page_gone(path, digest) =
        "{path} 不见了：公开日志登记的公示文件（摘要 {digest}）应当保留。没有公布，没有写入任何文件。请放回原件后再运行",
        "{path} is gone, which the log says is published (digest {digest}). Nothing was published or written. Put the original back and run this again";
    reason_to_replace(names) =
        "以下文件已经公示，内容有变，要以新版本代替：{names}。没有公布，没有写入任何文件。请用 --reason 写明理由（登记在公开日志中，人人可见），例如 --reason 补充检查结果",
        "these documents are published already and would be replaced by newer versions: {names}. Nothing was published or written. Say why with --reason; everybody will read it in the log";
    must_not_stay_public(names) =
        "旧版本公示的处罚决定 {names} 不再公示（已撤回、公示期满或不予公开），旧版本的数据依法不得继续公开。没有公布，没有写入任何文件。请加 --not-public，并在 --reason 中写明依据",
        "the older version shows the penalty decisions {names}, which are shown no longer (withdrawn, at the end of their publication, or not for the public), so by law its data cannot stay public. Nothing was published or written. Add --not-public, and name the law in --reason";
    withdrawn_page(name, reason) = "{name}：{reason}", "{name}: {reason}";
    unlisted_penalty(number) =
        "提示：检查结果写明的处罚决定 {number} 不在处罚决定表中",
        "note: outcomes name the penalty decision {number}, which is not in the table of decisions";
    unknown_setting(path, what, announcement) =
        "{path} 写到的 {what} 不在 {announcement} 的计划中",
        "{path} speaks of {what}, which the plan in {announcement} does not have";
    two_tables(csv, workbook) =
        "{csv} 和 {workbook} 同时存在，请只保留一个",
        "there are both {csv} and {workbook}; keep one of them";
    proof_file(name) = "证明文件 ({name})", "proof ({name})";
    index_of(draw) =
        "抽取编号 {draw}。以下每个文件都附有 SHA-256 摘要；各公示文件的摘要登记在公开日志 log.jsonl 中，他处的副本可以据此核对。",
        "Draw {draw}. Each file stands with its SHA-256 digest; the digests of the documents are lines of the public log, log.jsonl, so that copies elsewhere can be checked.";
    draw_named(draw, title) = "{draw}《{title}》", "{draw}, {title}";
    check_example(id, n) =
        "例：对象 {id} 的第 {n} 张签。在任一环境中运行下面的一行：",
        "Example: ticket {n} of the target {id}. Run one of these lines:";
}

fixed! {
    outcomes_before_draw = "尚未抽取，没有检查结果可以公布", "nothing was drawn yet, so there are no outcomes to publish";
    no_opening = "没有 private/opening.json，不能在披露之前公示名录库", "without private/opening.json the rosters cannot be shown before the disclosure";
    in_the_whole_list = "已并入整份抽查结果公示", "now part of the whole list of outcomes";
    identity_later = "公布结果时不附登记信息，随披露公布", "shown with the disclosure, not with the outcome";
    catalogue = "开放数据目录（DCAT）", "Open-data catalogue (DCAT)";
    ask_penalties = "请给出行政处罚决定表（CSV）", "Give the table of penalty decisions (CSV)";
    ask_outcomes = "请给出检查结果表（CSV）", "Give the table of outcomes (CSV)";
    bound_anew = "内容不变，改附新的封存文件摘要", "the same, bound to the newer seal";
    not_public = "依法不再公开：", "no longer public, by law: ";
    withdrawn_pages = "已撤回、被代替的公示（数据）", "Withdrawn and replaced documents (data)";
    verification_files = "验证文件", "Files for verification";
    how_to_check = "怎样自己核对一张签", "How to check a ticket yourself";
    ticket_key = "签号密钥", "Ticket key";
    check_intro = "每个对象有一张或几张签。签号是“密钥、签的序号、半角冒号、对象编号”连在一起的 SHA-256。密钥在披露之前保密，由公告的承诺和公开值决定，谁也不能挑选。", "Each target has one ticket or several. A ticket is the SHA-256 of the key, the ticket's number, a colon and the target's id, joined. The key was secret until the disclosure; commitment and public values fixed it, and nobody could choose it.";
    check_result = "应当得到", "It must give";
    check_rule = "同一分组中，各对象取自己最小的签号，从小到大排列，排在前面的抽中，其余依次候补。", "In a stratum each target stands by its smallest ticket; the smallest ones are drawn, and the others are the alternates, in order.";
    check_files = "核对任何一个文件：Linux 或 macOS 用 sha256sum 文件名，Windows 用 certutil -hashfile 文件名 SHA256，所得应与页面上的摘要相同。全部重算：dual-random verify 文件夹。", "To check any file: sha256sum FILE on Linux or macOS, certutil -hashfile FILE SHA256 on Windows; it must give the digest on the page. To recompute everything: dual-random verify FOLDER.";
}
