//! What is said of the public folder.

use super::{filled, fixed};

filled! {
    preview_written(count, paths) = "将要公示的新网页 {count} 个，供查看，尚未公示：{paths}", "{count} new pages, to be looked at, not published yet: {paths}";
    published_pages(index, documents, files) =
        "公示文件夹已写好：{index}（{documents} 份文件，{files} 个数据和页面文件）。把所在的 public 文件夹原样发布到本单位网站即可",
        "The public folder is ready: {index} ({documents} documents in {files} files). Put the folder public on a web server as it is";
    pending_reports(count, targets) =
        "还有 {count} 个抽中对象尚未填报检查结果（列出部分）：{targets}",
        "{count} drawn targets are not reported yet, among them: {targets}";
    not_published(error) =
        "没有公布，没有写入任何文件（改正后再试，或用 --mask 隐去）：\n{error}",
        "nothing was published or written (mend it, or hide the numbers with --mask):\n{error}";
    put_away(count, public, folder) =
        "已替代或者撤回 {count} 份旧文件：数据（JSON）仍然公开，移至 {public}；页面和表格移至 {folder}（留存备查，不要发布到网站）",
        "{count} older documents were withdrawn: their data (JSON) stay public, in {public}; pages and tables are kept in {folder} (do not put that on the web)";
    put_away_whole(count, folder) =
        "已替代或者撤回 {count} 份旧文件，连同数据移至 {folder}（留存备查，不要发布到网站）",
        "{count} older documents were withdrawn and are kept, with their data, in {folder} (do not put it on the web)";
    nothing_published(what, what_to_do) =
        "{what}。没有公布，没有写入任何文件。{what_to_do}",
        "{what}. Nothing was published or written. {what_to_do}";
    personal_numbers_in(subjects) = "请改正结果表、处罚表中的这些行：{subjects}", "mend these rows of the tables: {subjects}";
    pending_count(count) = "还有 {count} 个抽中对象尚未填报检查结果", "{count} drawn targets are not reported yet";
    day_ahead(what, day, today) = "{what}：日期 {day} 在今天（{today}）以后，没有公示。请改正检查完成日期或者决定日期", "{what}: its day {day} is after today ({today}); nothing was published. Mend the day of the visit or of the decision";
    review_ahead(day, today) = "最近一次审核日期（last_review）{day} 在今天（{today}）以后，没有公示。请在 publication.toml 中改正", "the day of the last review (last_review), {day}, is after today ({today}); nothing was published. Mend it in publication.toml";
    unlisted_penalty(number) =
        "提示：检查结果写明的处罚决定 {number} 不在处罚决定表中",
        "note: outcomes name the penalty decision {number}, which is not in the table of decisions";
    no_such_scheme(path, found) = "{path}：results 不能写“{found}”，可写 common（通用）、environment（生态环境）", "{path}: results cannot be '{found}'; there are common and environment";
    overview_nothing(path) =
        "{path}：没有已经公告的抽取。请写明各次抽取的文件夹所在的文件夹",
        "{path}: no announced draw is below it; name the folder in which the folders of the draws are";
    overview_written(path, draws) = "已生成 {path}，列出 {draws} 次抽取", "{path} lists {draws} draws";
    personal_setting(path, name) =
        "{path}：{name} 中含有手机号、身份证号或银行卡号，该栏对外公开，请改填单位的固定电话或者地址",
        "{path}: {name} holds a mobile, ID or bank card number; it becomes public: give the office's own telephone or address";
    two_schemes(path) = "{path}：results 和 [scheme] 只能写一处", "{path}: there are both results and [scheme]; keep one of them";
    unknown_setting(path, what, announcement) =
        "{path} 写到的 {what} 不在 {announcement} 的计划中",
        "{path} speaks of {what}, which the plan in {announcement} does not have";
    setting_fault(path, number, list, field, what) =
        "{path}：第 {number} 个 [[{list}]] 的 {field}：{what}",
        "{path}: {field} of [[{list}]] number {number} {what}";
    setting_list_fault(path, name, what) = "{path}：{name}：{what}", "{path}: {name} {what}";
    list_differs(count, names) = "{count} 个文件与文件清单的摘要不同：{names}", "{count} files other than in the list of files: {names}";
    list_missing(count, names) = "文件清单列有而文件夹中没有的 {count} 个文件：{names}", "{count} files in the list of files, and not in the folder: {names}";
    list_unlisted(count, names) = "文件夹中有而文件清单未列的 {count} 个文件（下次运行 publish 时，程序写出的文件列入清单）：{names}", "{count} files in the folder, and not in the list of files (the next publish lists what the program wrote): {names}";
    two_tables(csv, workbook) =
        "{csv} 和 {workbook} 同时存在，请只保留一个",
        "there are both {csv} and {workbook}; keep one of them";
}

fixed! {
    write_page_anew = "网页、表格可以删去后再运行，程序会按数据（JSON）重新生成；JSON 和证明文件请放回原件", "A page or table can be deleted: run this again, and it is written anew from the data (JSON). Put the original of a JSON file or proof back";
    move_page_out = "请把它移出 public/pages 后再运行", "Move it out of public/pages and run this again";
    put_page_back = "请放回原件后再运行", "Put the original back and run this again";
    give_reason = "请用 --reason 写明理由（登记在公开日志中，人人可见），例如 --reason 补充检查结果", "Say why with --reason; everybody will read it in the log";
    give_not_public = "请加 --not-public，并在 --reason 中写明依据", "Add --not-public, and name the law in --reason";
    outcomes_before_draw = "尚未抽取，没有检查结果可以公布", "nothing was drawn yet, so there are no outcomes to publish";
    no_opening = "没有 private/opening.json，不能在披露之前公示名录库", "without private/opening.json the rosters cannot be shown before the disclosure";
    ask_penalties = "请给出行政处罚决定表（CSV）", "Give the table of penalty decisions (CSV)";
    ask_outcomes = "请给出检查结果表（CSV）", "Give the table of outcomes (CSV)";
}
