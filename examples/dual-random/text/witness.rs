//! Keys, cosignatures and what an audit says of them. A witness of a log (联署单位) is not a person who watches the draw (见证人).

use super::{filled, fixed};

filled! {
    bad_key(path, error) = "{path}：{error}", "{path}: {error}";
    key_is_there(path) =
        "{path} 已经存在，没有生成密钥。确需更换的，加 --replace；更换密钥等于更换日志的身份，须另行公告",
        "{path} is there already, and no key was made. To replace it add --replace: another key is another identity of the log, and must be announced";
    key_needs_usual_log(path) =
        "只有名为 log.jsonl 的公开日志可以签名，而这份是 {path}",
        "only a log called log.jsonl can have a key, and this one is {path}";
    key_missing(secret, public) =
        "日志有公钥（{public}），而私钥 {secret} 不在：不能登记没有签名的校验信息，没有写入任何文件。请从备份放回私钥；确已遗失的，更换密钥（dual-random key new --replace）",
        "the log has a public key ({public}), and the secret one, {secret}, is not there: it must not go on unsigned, and nothing was written. Put the secret key back from a copy; if it is lost, another takes its place (dual-random key new --replace)";
    public_key_gone(evidence, public) =
        "{evidence} 表明该日志有签名密钥，而公钥 {public} 不在：不能当作没有密钥的日志继续登记，没有写入任何文件。请从网站或者备份放回公钥",
        "{evidence} shows that the log has a key, and the public one, {public}, is not there: it must not go on as if it had none, and nothing was written. Put the public key back, from the web site or a copy";
    signed_without_key(evidence, public) =
        "{evidence} 表明该日志有签名密钥，而公钥 {public} 不在，签名无从核对。请用 --log-key 给出公钥（抄自签字的抽取记录）",
        "{evidence} shows that the log has a key, and the public one, {public}, is not there, so no signature was verified; give the key, from the signed minutes, with --log-key";
    key_to_replace(line) =
        "新密钥将取代下列公钥（请先与签字的抽取记录核对，确为本单位的），不能撤回：原公钥移入 public/cosigned/log.pub，以前的签名和联署仍可核对；联署单位须以新地址、新公钥重新开始；更换的事由、新旧公钥应当公告，并由见证人签字。\n{line}",
        "The new key takes the place of this one (compare it first with your signed minutes), which cannot be taken back: it moves to public/cosigned/log.pub, and what was signed and cosigned stays valid; witnesses begin anew with the new address and key. Announce why, with both keys, and have it signed.\n{line}";
    address_was_used(address) =
        "地址 {address} 已用于原来的密钥，更换密钥须另用新的地址，如 {address}-2",
        "the address {address} is that of a former key; another key has an address of its own, such as {address}-2";
    restore_key_missing(secret, dir) =
        "注意：该日志有签名密钥，而私钥 {secret} 不在，不能再登记。请从备份放回；确已遗失的，运行 dual-random key new {dir} --replace --origin 新地址",
        "note: the log has a key, and the secret one, {secret}, is not there: nothing more can be logged. Put it back from a copy; if it is lost, run dual-random key new {dir} --replace --origin ANOTHER_ADDRESS";
    log_key_twice(name) =
        "两个日志公钥名称相同：{name}。每个密钥有自己的地址，请核对是否有误",
        "two keys of the log have the same name, {name}: each has an address of its own, so one of them is not the log's";
    other_key_in_folder(name) =
        "公示文件夹中另有地址 {name} 的日志校验信息，没有采用：日志更换过密钥的，请照公告和签字的抽取记录，用 --log-key 将各个公钥一并给出",
        "The folder has checkpoints of the address {name}, which count for nothing: if the log has had another key, as announced and in the signed minutes, give each with --log-key";
    other_public_key(path, key) =
        "{path} 不是所给出的任何一个日志公钥：{key}。日志更换过密钥的，请照公告和签字的抽取记录一并给出",
        "{path} is none of the log's keys that were given: {key}. If the log has had another key, as announced and in the signed minutes, give it too";
    no_plain_file(path) = "{path} 不是普通文件，不予读取", "{path} is no plain file, and is not read";
    not_of_this_key(path, size, key) =
        "{path}（{size} 行）没有下列日志公钥的签名，没有更换密钥。公钥或者日志校验信息可能被人替换，请从网站或者备份放回：\n{key}",
        "{path}, of {size} lines, is not signed by this key of the log, and the key was not replaced. Somebody may have put another key or checkpoint there; put them back from the web site or a copy:\n{key}";
    former_key_of_folder(line) =
        "日志以前的公钥，取自公示文件夹，请与当时签字的抽取记录核对：\n{line}",
        "A former public key of the log, taken from the folder itself: compare it with the signed minutes of its time:\n{line}";
    keys_differ(secret, public) =
        "{secret} 与 {public} 不是一对密钥，没有写入任何文件。请核对是否误放",
        "{secret} and {public} do not belong together, and nothing was written. Look which of them is in the wrong place";
    address_with_scheme(address) =
        "地址“{address}”不应带 https:// 等前缀，如 example.gov.cn/draws",
        "the address '{address}' must have no scheme such as https://; write example.gov.cn/draws";
    key_to_make(origin, secret, public) =
        "将为公开日志生成签名密钥。日志地址为 {origin}，定后不改。私钥存入 {secret}，须保密并另存备份：他人得到它，就能以本单位名义签名；遗失的，日志不能再登记。公钥存入 {public}，公之于众。此后每次登记，日志校验信息均有签名，单位不能否认",
        "A key will be made for the log. The log's address will be {origin}, and stays so. The secret key goes to {secret}: keep it to yourselves, with a copy elsewhere, for whoever has it can sign in your name, and without it nothing more can be logged. The public key goes to {public}, for everybody. From then on each checkpoint is signed, and cannot be denied";
    key_signed_log(path) = "公开日志 {path} 现有各行的校验信息已经签名", "The checkpoint of the log {path}, as far as it has come, is signed";
    key_made(line, secret, public) =
        "已生成密钥。日志公钥（请写入抽取记录，并在网站公布，供他人核对签名）：\n{line}\n公钥在 {public}，私钥在 {secret}",
        "The key is made. The log's public key (write it into the minutes and publish it, so that others verify signatures):\n{line}\nThe public key is in {public}, the secret one in {secret}";
    key_first(dir) =
        "该日志没有公钥，他人无从联署。请先运行 dual-random key new {dir} --origin 地址",
        "the log has no public key, so nobody can cosign it. Run dual-random key new {dir} --origin ADDRESS first";

    from_beyond(from, path, lines) =
        "公开日志 {path} 只有 {lines} 行，没有前 {from} 行",
        "the log {path} has {lines} lines, and no first {from}";
    checkpoint_not_newest(checkpoint, path) =
        "{checkpoint} 不是公开日志 {path} 全部各行的校验信息。请重新运行被中断的那一步",
        "{checkpoint} is not the checkpoint of the whole log {path}. Run the interrupted step again";
    consistency_written(path) = "一致性证明已写入 {path}，请交联署单位", "The proof of consistency is in {path}: give it to the witness";

    witness_to_make(name, secret, public) =
        "将生成联署密钥。联署单位的地址为 {name}。私钥存入 {secret}，须保密；公钥存入 {public}，交执法单位和核查的人",
        "A key will be made to cosign with. The witness's address will be {name}. The secret key goes to {secret}: keep it to yourselves. The public key goes to {public}, for the authority and for whoever audits";
    witness_made(line, path) =
        "已生成联署密钥。公钥在 {path}：\n{line}",
        "The key is made. The public key is in {path}:\n{line}";
    run_witness_new(dir) = "请先运行 dual-random witness new {dir} --name 地址", "Run dual-random witness new {dir} --name ADDRESS first";
    bad_sent(path, error) = "{path}：不是一致性证明：{error}", "{path}: is no proof of consistency: {error}";
    sent_without_proof(path) =
        "{path} 只有日志校验信息。请用 --log 给出公开日志 log.jsonl，或者请对方出具一致性证明（dual-random consistency）",
        "{path} is a checkpoint alone. Give the log with --log, or ask for a proof of consistency (dual-random consistency)";
    give_log_key(origin) =
        "第一次见到日志 {origin}。请用 --log-key 给出它的公钥，并先与抽取记录或者对方网站上的核对；此后固定不变",
        "the log {origin} is seen for the first time. Give its public key with --log-key, and compare it first with the minutes or the authority's site: it is fixed from then on";
    other_log_key(path, known, given) =
        "日志换了公钥，没有联署。以前的公钥（{path}）：\n{known}\n现在给出的：\n{given}\n确由执法单位公告更换的，请另建文件夹重新开始",
        "the log has another key, and nothing was cosigned. The key before ({path}):\n{known}\nThe one given now:\n{given}\nIf the authority has announced a new key, begin again in another folder";
    witness_first(origin, key, size) =
        "第一次见到日志 {origin}，现有 {size} 行，公钥为：\n{key}\n此前没有留存，无从核对是否延续。以前联署过的，先从备份放回 logs 文件夹，不要确认",
        "The log {origin} is seen for the first time; it has {size} lines, and its key is:\n{key}\nNothing was kept before, so there is nothing that it must continue. If you cosigned it before, put the folder logs back from a copy first, and do not confirm";
    witness_continues(origin, before, size) =
        "日志 {origin}：以前见到 {before} 行，现有 {size} 行，以前各行没有变动",
        "The log {origin}: {before} lines were seen before, it has {size} now, and those before are as they were";
    witness_clock_behind(now, last) =
        "现在的时间 {now} 早于上次联署的时间 {last}，没有联署。请校准本机时钟",
        "the time is {now}, but the last cosignature is of {last}; nothing was cosigned. Set this computer's clock right";
    witness_says_first(at, size, checkpoint) =
        "联署表示：本单位于 {at} 首次见到该日志（{size} 行）的下列校验信息，此前所见为零。联署不表示日志所载属实：\n{checkpoint}",
        "Cosigning says: at {at} this office saw the log at {size} lines, for the first time. It does not say that what the log states is true:\n{checkpoint}";
    witness_says(at, size, checkpoint) =
        "联署表示：本单位于 {at} 见到该日志（{size} 行）的下列校验信息，它延续本单位以前所见。联署不表示日志所载属实：\n{checkpoint}",
        "Cosigning says: at {at} this office saw the log at {size} lines, and they continue what it saw before. It does not say that what the log states is true:\n{checkpoint}";
    cosigned_meanwhile(path) =
        "询问期间，{path} 已被另一次联署改动，没有联署。请重新运行",
        "while this was asked another run changed {path}, and nothing was cosigned. Run it again";
    cosigned(path) =
        "已留存并联署，写入 {path}。请交执法单位（dual-random witness add），并自行保存",
        "Kept and cosigned, in {path}. Give it to the authority (dual-random witness add), and keep it yourselves";
    witness_refuses(refusal) = "没有联署：{refusal}", "NOT COSIGNED: {refusal}";
    witness_fork(folder) =
        "同一日志签出了互相矛盾的两份校验信息，连同这次交来的日志或者证明，已存入 {folder}。两份都有它的签名，任何人都能核对，执法单位不能否认。请妥善保存并报告",
        "The same log has signed two checkpoints that contradict each other; they are kept in {folder}, with the log or proof that was sent now. Both bear its signature; anybody can verify that, and the authority cannot deny it. Keep them and report it";
    cosigned_other(file, path) =
        "{file} 不是公开日志 {path} 的校验信息：没有日志签名，或者校验值不同",
        "{file} is no checkpoint of the log {path}: the log has not signed it, or its root is another";
    not_cosigned_by(file, key) =
        "{file} 中没有下列公钥的有效联署：\n{key}",
        "{file} has no valid cosignature of this key:\n{key}";
    cosignature_added(name, size, path) =
        "已加入 {name} 对前 {size} 行的联署，存于 {path}，供核查使用",
        "The cosignature of {name} over the first {size} lines is added, and stays in {path} for audits";

    key_of_folder(line) =
        "日志公钥取自公示文件夹，请与签字的抽取记录核对（或用 --log-key 给出）：\n{line}",
        "The log's public key is taken from the folder itself: compare it with the signed minutes, or give it with --log-key:\n{line}";
    checkpoint_not_signed(path, key) =
        "{path} 不存在，或者没有下列日志公钥的签名：{key}",
        "{path} is not there, or is not signed by the log's key {key}";
    tile_differs(path) = "{path} 不存在，或者与公开日志不符", "{path} is not there, or is not that of the log";
    audit_short_from(from, to) =
        "核查结论：没有发现问题，但日志第 {from} 至 {to} 行没有达到所要求的联署",
        "Audit: nothing was found, but lines {from} to {to} of the log do not have the witnesses that were asked for";
    audit_uncovered(from, to) = "第 {from} 至 {to} 行尚无足够联署", "lines {from} to {to}: not enough witnesses yet";
}

fixed! {
    no_key_to_replace = "没有可以更换的密钥；首次生成的，不用 --replace", "There is no key to replace; the first one is made without --replace";
    ask_public_key = "请给出公钥文件（一行：名称+编号+Base64）", "Give the file of a public key (one line: name+id+base64)";
    ask_folder = "请给出抽取的文件夹", "Give the folder of a draw";
    ask_sent = "请给出对方交来的 checkpoint 文件或者一致性证明", "Give the checkpoint that was sent, or a proof of consistency";
    ask_cosigned = "请给出联署单位交回的文件", "Give the file that the witness sent back";
    confirm_key = "请输入 是（或 yes）：", "Type yes to make it:";
    key_needs_sha256 = "公开日志使用 SM3，不能用这种密钥签名（见证规范只用 SHA-256）：可以另用 SM2 证书对 checkpoint 文件签名，签名文件一并保存", "the log is by SM3, and such a key signs logs by SHA-256 alone, as witnesses ask for; a certified SM2 key may sign the file checkpoint instead, whose signature is kept beside it";
    key_not_made = "未确认，没有生成密钥，没有写入任何文件", "not confirmed: no key was made, nothing was written";
    confirm_cosignature = "联署不能撤回。请输入 是（或 yes）：", "A cosignature cannot be taken back. Type yes to cosign:";
    not_cosigned = "未确认，没有联署，没有写入任何文件", "not confirmed: nothing was cosigned, nothing was written";
    audit_covered = "日志签名和联署", "Signatures and cosignatures";
    audit_short = "核查结论：没有发现问题，但没有一份日志校验信息达到所要求的联署", "Audit: nothing was found, but no checkpoint has the witnesses that were asked for";
}
