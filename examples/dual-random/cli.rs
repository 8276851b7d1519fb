//! The command line.

use crate::book::Template;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use dual_random::Language;
use std::path::PathBuf;

/// 双随机抽取：公告、抽取、披露、验证。 / Dual-random inspection draws: announce, draw, disclose, verify.
#[derive(Debug, Parser)]
#[command(name = "dual-random", version, after_help = AFTER)]
pub(crate) struct Arguments {
    /// 语言 / language
    #[arg(long, global = true, value_enum, default_value_t = Lang::Zh)]
    pub(crate) lang: Lang,
    /// 现在的时间，供脚本使用；不写则取本机时钟 / the time now, for scripts; this computer's clock without it
    #[arg(long, global = true, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    /// 供工作台使用 / for the desk
    #[arg(long, global = true, hide = true)]
    pub(crate) page: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const AFTER: &str = "\
退出码 / exit codes:
  0  完成，或“已验证”“没有发现问题” / done, verified, clean
  1  矛盾，证明不成立，核查有发现 / contradicted, proves nothing, findings
  2  输入无法使用 / input unusable
  3  仅“自洽”，或未完成（有空缺席位、未确认） / consistent only, or incomplete (open seats, not confirmed)";

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 用内置样例走完一次抽取的全过程，最后验证 / the whole life of a draw on the bundled sample
    Demo {
        /// 写到哪里 / where to write
        #[arg(long, value_name = "DIR", default_value = "dual-random-demo")]
        out: PathBuf,
    },
    /// 工作台：在本机浏览器中办理全部事项；不写命令时也打开它 / the desk: everything in this computer's browser; what opens without a command
    Desk(DeskArguments),
    /// 生成抽查计划工作簿，期限按今天所在的季度填好 / write the plan's workbook, with times that fit the quarter of today
    Init {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 从哪一种计划开始；不写则为生态环境，有 --after 的，照前次的计划 / which ready plan to begin with; without it eco, or with --after the plan of that draw
        #[arg(long, value_enum, conflicts_with = "text")]
        template: Option<Template>,
        /// 接续哪一次抽取：计划、公告序号、公开日志、结转和人员轮换都接着它 / folder of the draw that it goes on from
        #[arg(long, value_name = "DIR1", conflicts_with = "text")]
        after: Option<PathBuf>,
        /// 为哪一次抽中的对象抽取人员：计划、人员和回避名录照它写好 / folder of the draw whose targets get inspectors: plan and rosters as there
        #[arg(long, value_name = "DIR1", conflicts_with_all = ["text", "after", "template"])]
        selection: Option<PathBuf>,
        /// 生成文本模板 plan.toml 和 CSV 名录，供其他系统使用 / the plan as text and rosters as CSV, for services
        #[arg(long)]
        text: bool,
    },
    /// 把抽查计划写成另一种格式（.toml 或 .xlsx） / write the plan in the other form (.toml or .xlsx)
    Convert {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 写到哪里 / where to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// 列出全部差错、各组数量、可选人员和人手风险；不生成公告 / every fault, quotas, pools, staffing risk; commits nothing
    Check {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
    },
    /// 锁定名录和计划，生成公告、开启文件、抽取记录（上）和密封件 / commit rosters and plan
    Announce(AnnounceArguments),
    /// 用公开值抽取 / draw with the public values
    Draw(DrawArguments),
    /// 封存以后更换对象或人员，由公告的规则递补 / strike targets or inspectors after the seal; the announced rules replace them
    Amend(AmendArguments),
    /// 出具一个对象或一名人员的证明，检查时可当场出示 / a proof about one target or inspector, to be shown at the door
    Prove(ProveArguments),
    /// 核对证明 / check a proof
    CheckProof(CheckProofArguments),
    /// 公布全部内容，供任何人重算 / publish everything, so that anyone recomputes it
    Disclose(DiscloseArguments),
    /// 作废已经公告的抽取，公布当时可以确定的全部内容 / void an announced draw, showing all that could be known of it
    Void(VoidArguments),
    /// 生成可以直接发布到网站的公示文件夹 / write the public folder as a web server takes it
    Publish(PublishArguments),
    /// 演练：在副本中用编造的公开值和检查结果走完全过程 / rehearse the whole quarter in a copy, with made-up values and results
    Rehearse(RehearseArguments),
    /// 列出到期和逾期的公示事项 / what has to be published or withdrawn by when, and what is overdue
    Due(DueArguments),
    /// 把每年的放假安排（公开数据集的 JSON）导入 calendar.toml / bring files of holidays into calendar.toml
    Calendar(CalendarArguments),
    /// 生成或者更新待填的表：结果.xlsx、处罚.xlsx；补抽人员的，生成 变动.xlsx / make or renew the forms to be filled in: results and penalties; for a staffing, the changes
    Forms {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹：列出人员和回避的全部变动，原因待填 / folder of the ceremony before: all changes of inspectors and recusals, the reasons to be filled in
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
    },
    /// 为几次抽取生成总的首页：按年份列出各次抽取，供本单位网站使用 / the page above several draws, by year, for the authority's site
    Overview {
        /// 各次抽取的文件夹所在的文件夹 / the folder in which the folders of the draws are
        dir: PathBuf,
    },
    /// 生成抽查工作计划和抽查工作报告，一次或者几次抽取合计 / the plan of inspections and the report on them, of one draw or the sums of several
    Report {
        /// 各次抽取的文件夹 / folders of the draws
        #[arg(required = true)]
        dirs: Vec<PathBuf>,
        /// 写到哪个文件夹，默认为第一个文件夹的 private / where to write; else private in the first folder
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// 日志签名密钥 / the key with which the log signs its checkpoints
    #[command(subcommand)]
    Key(KeyCommand),
    /// 出具一致性证明：公开日志是前 N 行的延续 / the proof that the log continues its first N lines
    Consistency(ConsistencyArguments),
    /// 联署：纪检、审计等单位留存所见的日志校验信息，核对后联署 / witnesses: an office keeps what it saw of a log, and cosigns what continues it
    #[command(subcommand)]
    Witness(WitnessCommand),
    /// 核查公开记录：日志及其全部文件 / audit a public record: the log with all its documents
    Audit(AuditArguments),
    /// 验证披露文件 / verify a disclosure
    Verify(VerifyArguments),
    /// 说明一个对象为何抽中或未抽中 / why a target was drawn, or not
    Explain {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 检查对象编号 / the target's id
        #[arg(long, value_name = "ID")]
        target: String,
    },
    /// 用名录、计划和密封件中的主密值（或者规定份数的分存件）重建开启文件 / rebuild the opening from inputs and envelope, or from enough keepers' shares
    Restore {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
        /// 写有主密值或者分存件的文件，可重复；“-”为标准输入；不写则当场询问 / file with the master secret or with shares of it; repeat it; `-` is standard input; asked for without it
        #[arg(long = "secret-file", value_name = "FILE")]
        secret_files: Vec<PathBuf>,
    },
    /// 见证人生成自己的随机数和校验码 / a witness's own random contribution, and its commitment for the plan
    Contribute {
        /// 写到哪个文件，由见证人自行保管 / where it is written, for the witness alone
        file: PathBuf,
        /// 计划的杂凑算法 / the plan's hash
        #[arg(long, value_parser = ["sha256", "sm3"], default_value = "sha256")]
        hash: String,
    },
    /// 生成时间戳请求，保存时间戳机构的应答 / requests to a time-stamp authority (RFC 3161), and its answers
    Timestamp(TimestampArguments),
    /// 保存在别处生成的签名文件 / keep a signature file that was made elsewhere
    Signature(SignatureArguments),
    /// 重新生成各保管人的分存件 / the sheets of the master secret's keepers once more
    Shares(SharesArguments),
    /// 生成任意大小的虚构名录 / made-up rosters of any size
    Sample {
        /// 检查对象数 / how many targets
        #[arg(long, value_name = "N")]
        targets: usize,
        /// 检查人员数 / how many inspectors
        #[arg(long, value_name = "M")]
        inspectors: usize,
        /// 种子 / seed
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// 写到哪里 / where to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Debug, Default, Args)]
pub(crate) struct DeskArguments {
    /// 各季度的文件夹所在的文件夹；不写则为当前文件夹 / the folder in which the quarters' folders lie; this one without it
    pub(crate) dir: Option<PathBuf>,
    /// 端口；不写则任选一个空闲的 / the port; a free one without it
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// 不打开浏览器，只显示地址 / do not open a browser, show the address only
    #[arg(long)]
    pub(crate) no_browser: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AnnounceArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
    #[arg(long, value_name = "DIR1")]
    pub(crate) selection: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct TimestampArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 时间戳机构的应答文件，原样保存，可重复；不写则生成请求 / an answer of the authority, kept as it is; repeat it; without it the requests are written
    #[arg(long = "answer", value_name = "FILE")]
    pub(crate) answers: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SignatureArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 所签的公开文件 / the public file that was signed
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) about: PathBuf,
    /// 签名文件，原样保存 / the signature, kept as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SharesArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
    #[arg(long, value_name = "DIR1")]
    pub(crate) selection: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DiscloseArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// CSV（名录,编号,检查对象,理由）：依法不公开的身份信息 / CSV (roster,id,target,reason): identities withheld by law
    #[arg(long, value_name = "FILE")]
    pub(crate) withhold: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct DrawArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 公开值，可重复 / a public value; repeat it
    #[arg(long = "value", value_name = "NAME=TEXT")]
    pub(crate) values: Vec<String>,
    /// 改用第 N 个替代来源的公开值及其理由，可重复 / this value came from fallback N, and why
    #[arg(long = "fallback", value_name = "NAME=N:REASON")]
    pub(crate) fallbacks: Vec<String>,
    /// 其他单位的种子密值文件（64 位十六进制），按计划顺序 / another authority's seed secret, in the order of the plan
    #[arg(long = "partner-secret", value_name = "FILE")]
    pub(crate) partner_secrets: Vec<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    /// 屏幕上显示抽中名单（会场有见证人的，不要显示） / show drawn names on the screen (not where witnesses watch)
    #[arg(long)]
    pub(crate) names: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Default, Args)]
pub(crate) struct LogArgument {
    /// 本单位的公开日志（各次抽取共用一份）；announce 会记住它 / the authority's one public log; announce remembers it
    #[arg(long = "log", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("struck").required(true).args(["strike_target", "strike_inspector", "strikes"])))]
pub(crate) struct AmendArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 更换的日期：今天，至多三个工作日以前 / date of the strikes: today, or at most three working days ago
    #[arg(long, value_name = "DATE")]
    pub(crate) date: String,
    /// 更换一个检查对象 / strike a target
    #[arg(long, value_name = "ID", requires_all = ["reason", "evidence"])]
    pub(crate) strike_target: Option<String>,
    /// 更换一名检查人员：一个对象的，或全部的 / strike an inspector, from one target or from all
    #[arg(long, value_name = "ID[@TARGET]", requires_all = ["reason", "evidence"])]
    pub(crate) strike_inspector: Option<String>,
    /// 计划中公告的理由 / a reason of the announced plan
    #[arg(long, value_name = "TEXT", conflicts_with = "strikes")]
    pub(crate) reason: Option<String>,
    /// 凭证文件，只登记其摘要 / the file that shows why; only its digest is recorded
    #[arg(long, value_name = "FILE", conflicts_with = "strikes")]
    pub(crate) evidence: Option<PathBuf>,
    /// CSV（类别,编号,检查对象,理由,凭证）：一并更换多个 / CSV (kind,id,target,reason,evidence): several strikes
    #[arg(long, value_name = "FILE")]
    pub(crate) strikes: Option<PathBuf>,
    /// 检查结果表：已完成的检查不再变更；不写则取文件夹中的 outcomes.csv（如有） / table of outcomes: visits that are done stay; outcomes.csv of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) outcomes: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("about").required(true).args(["target", "inspector"])))]
pub(crate) struct ProveArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 检查对象编号 / the target's id
    #[arg(long, value_name = "ID")]
    pub(crate) target: Option<String>,
    /// 执法证号：证明其在已公告的名录中 / certificate number: that the inspector is in the announced roster
    #[arg(long, value_name = "ID")]
    pub(crate) inspector: Option<String>,
    /// 只证明对象在已公告的名录中 / only that the target is in the announced roster
    #[arg(long, conflicts_with = "inspector")]
    pub(crate) membership: bool,
    /// 简式：不附检查人员的记录 / the short form, without the inspectors' records
    #[arg(long, conflicts_with_all = ["inspector", "membership"])]
    pub(crate) short: bool,
    /// 写到哪里 / where to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// 另将二维码单独写成 SVG 图 / the QR code by itself too, as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckProofArguments {
    /// 证明文件，或者存有二维码文字的文件 / the proof, or a file with the text of its QR code
    pub(crate) file: PathBuf,
    /// 公告文件 / the announcement
    #[arg(long, value_name = "FILE")]
    pub(crate) announcement: PathBuf,
    /// 封存文件，或 amendment-N.json；只证明在名录中的不需要 / the seal, or amendment-N.json; not for membership
    #[arg(long, value_name = "FILE")]
    pub(crate) seal: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct VoidArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 作废的理由 / why
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// 所有来源都没有公布的公开值，或遗失、拒不交出密值的其他单位，可重复 / a value that none of its sources published, or another authority whose secret is lost or withheld; repeat it
    #[arg(long, value_name = "NAME")]
    pub(crate) missing: Vec<String>,
    /// 其他单位的种子密值文件（未抽取即作废时公布），可重复 / another authority's seed secret, published where nothing was drawn; repeat it
    #[arg(long = "partner-secret", value_name = "FILE")]
    pub(crate) partner_secrets: Vec<PathBuf>,
    /// 密值已经遗失，无内容可以公布 / the secret is lost, nothing can be shown
    #[arg(long, conflicts_with = "missing")]
    pub(crate) secret_lost: bool,
    /// CSV（名录,编号,检查对象,理由）：依法不公开的身份信息 / CSV (roster,id,target,reason): identities withheld by law
    #[arg(long, value_name = "FILE")]
    pub(crate) withhold: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Default, Args)]
pub(crate) struct PublishArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 检查结果表；不写则取文件夹中的 outcomes.csv（如有） / table of outcomes; outcomes.csv of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) outcomes: Option<PathBuf>,
    /// 行政处罚决定表；不写则取文件夹中的 penalties.csv（如有） / table of penalty decisions; penalties.csv of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) penalties: Option<PathBuf>,
    /// 统计中一并计入的其他抽取的文件夹，可重复 / another draw's folder that the statistics count too; repeat it
    #[arg(long = "with", value_name = "DIR")]
    pub(crate) with: Vec<PathBuf>,
    /// 披露之前也公示名录库 / the rosters before the disclosure too
    #[arg(long)]
    pub(crate) rosters: bool,
    /// CSV（名录,编号,检查对象,理由）：名录中依法不公开的身份信息 / CSV (roster,id,target,reason): identities of the rosters withheld by law
    #[arg(long, value_name = "FILE")]
    pub(crate) withhold: Option<PathBuf>,
    /// 只要这些格式（json 总会生成；fragment 是可粘贴到本单位网站的网页片段，写明才生成），可重复 / these formats only (json is always written; fragment, for pasting into a site of one's own, comes only when named); repeat it
    #[arg(long = "format", value_name = "FORMAT", value_parser = ["html", "fragment", "md", "csv", "xlsx", "json"])]
    pub(crate) formats: Vec<String>,
    /// 为什么以新版本代替已公示的文件（登记在公开日志中）；有文件要代替时必须写 / why published documents are replaced by newer versions, as the log will say; needed where any is
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// 被代替、撤回的旧版本依法不得再公开（依据写在 --reason 中）；不写则其数据留在 public/withdrawn / the law forbids that the older versions stay public (--reason says which); without it their data stay in public/withdrawn
    #[arg(long)]
    pub(crate) not_public: bool,
    /// 只生成将要公示的网页供查看（private/公示预览），不公示、不登记 / the pages that would be published, to be looked at (private/preview); nothing is published or logged
    #[arg(long)]
    pub(crate) preview: bool,
    /// 文中的身份证号、手机号、银行卡号自动隐去；不写则拒绝公布 / hide ID, mobile and card numbers in texts; without it they are refused
    #[arg(long)]
    pub(crate) mask: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct DueArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 以哪天为准；不写则为今天 / as of which day; today without it
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// 检查结果表；不写则取文件夹中的 outcomes.csv（如有） / table of outcomes; outcomes.csv of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) outcomes: Option<PathBuf>,
    /// 行政处罚决定表；不写则取文件夹中的 penalties.csv（如有） / table of penalty decisions; penalties.csv of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) penalties: Option<PathBuf>,
    /// 工作日历；不写则取文件夹中的 calendar.toml / calendar of working days; calendar.toml of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
    /// 逐个列出尚未检查的对象（检查前保密） / name the targets that are still to be visited, which is secret
    #[arg(long)]
    pub(crate) names: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct RehearseArguments {
    /// 要演练的文件夹 / the folder to rehearse
    pub(crate) dir: PathBuf,
    /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
    #[arg(long, value_name = "DIR1")]
    pub(crate) selection: Option<PathBuf>,
    /// 副本写到哪里；不写则在原文件夹旁 / where the copy goes; beside the folder without it
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// 屏幕上显示抽中名单 / show drawn names on the screen
    #[arg(long)]
    pub(crate) names: bool,
    /// 本单位的公开日志，演练接在其副本之后；第一次抽取不需要 / the authority's public log, in a copy of which it goes on
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 放假安排的数据文件，每年一个（形如 holiday-cn 的 2026.json） / files of holidays, one a year (as holiday-cn has 2026.json)
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 已有的年份不同时不再询问（供脚本使用） / replace a year that differs without asking (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Default, Args)]
pub(crate) struct AuditArguments {
    /// 各次抽取的文件夹，或其公开部分的副本；不写则取当前文件夹中的全部，只写一个则取与它同一日志的全部 / the draws' folders, or copies of their public parts; all that lie here without it, and with a single one all beside it that have the same log
    #[arg(value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// 公开日志 / the public log
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
    /// 以何时为准；不写则为现在 / as of when; now without it
    #[arg(long, value_name = "INSTANT")]
    pub(crate) on: Option<String>,
    /// 您自己或他人留存的日志校验信息，可重复 / a checkpoint that you or others kept; repeat it
    #[arg(long = "checkpoint", value_name = "FILE")]
    pub(crate) checkpoints: Vec<PathBuf>,
    /// 日志校验信息，且确知当时日志没有更多的行，可重复 / a checkpoint that was the whole log's at that time; repeat it
    #[arg(long = "checkpoint-seen", value_name = "INSTANT=FILE")]
    pub(crate) seen: Vec<String>,
    /// 联署单位的公钥，可重复 / the public key of a witness; repeat it
    #[arg(long = "witness", value_name = "KEYFILE")]
    pub(crate) witnesses: Vec<PathBuf>,
    /// 须有几家联署；不写则为给出的全部 / how many of them must stand behind a checkpoint; all that are given without it
    #[arg(long, value_name = "K", requires = "witnesses")]
    pub(crate) quorum: Option<usize>,
    /// 日志公钥（抄自签字的抽取记录），更换过的逐个给出；不写则取公示文件夹中的 / the log's public key, from the signed minutes, and each that it had before; those of the folder without it
    #[arg(long = "log-key", value_name = "KEYFILE")]
    pub(crate) log_keys: Vec<PathBuf>,
    /// 您自己查得的公开值，可重复 / a public value you looked up; repeat it
    #[arg(long = "value", value_name = "DRAW:NAME=TEXT")]
    pub(crate) values: Vec<String>,
    /// 该公开值最早何时可知，可重复 / when such a value could first be known; repeat it
    #[arg(long = "known", value_name = "DRAW:NAME=INSTANT")]
    pub(crate) known: Vec<String>,
    /// 当事人所持的证明，可重复 / a proof in somebody's hands; repeat it
    #[arg(long = "proof", value_name = "FILE")]
    pub(crate) proofs: Vec<PathBuf>,
    /// CSV（抽取,检查对象）：已填报检查结果的对象 / CSV (draw,target): targets whose results were reported
    #[arg(long, value_name = "CSV")]
    pub(crate) reported: Option<PathBuf>,
    /// CSV（抽取,检查对象）：现场检查时仍在经营的对象 / CSV (draw,target): targets that were found in business
    #[arg(long, value_name = "CSV")]
    pub(crate) found_active: Option<PathBuf>,
    /// 该执法单位曾用或现用的名称，可重复 / a name that the authority has had; repeat it
    #[arg(long = "also-named", value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// 把报告写入文件 / write the report to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// 生成密钥：此后每次登记，日志校验信息均有签名，并生成供他人监测的 tile 文件 / make a key: from then on each checkpoint is signed, and tiles for monitors are written
    New(KeyNewArguments),
}

#[derive(Debug, Args)]
pub(crate) struct KeyNewArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 日志的地址，如 example.gov.cn/draws：不带网址前缀，不含空白和加号，定后不改 / the log's address, such as example.gov.cn/draws: without scheme, white space and plus signs, set once
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) origin: String,
    /// 原密钥遗失或者泄露：另用新的地址，更换密钥 / the key was lost or stolen: another one takes its place, with an address of its own
    #[arg(long)]
    pub(crate) replace: bool,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct ConsistencyArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 对方以前见到的行数；没有见过的写 0 / how many lines the other side has seen; 0 for none
    #[arg(long, value_name = "N")]
    pub(crate) from: u64,
    /// 写到哪里；不写则显示 / where to write; shown without it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessCommand {
    /// 联署单位：生成联署密钥 / for the witness: make its key
    New(WitnessNewArguments),
    /// 联署单位：核对日志校验信息是否延续以前所见，留存并联署 / for the witness: check that a checkpoint continues what was seen, keep it, cosign it
    Sign(WitnessSignArguments),
    /// 执法单位：把联署加入公示文件夹 / for the authority: put a cosignature into the public folder
    Add(WitnessAddArguments),
}

#[derive(Debug, Args)]
pub(crate) struct WitnessNewArguments {
    /// 联署单位的文件夹 / the witness's folder
    pub(crate) dir: PathBuf,
    /// 联署单位的地址，如 example.gov.cn/jijian：不带网址前缀，不含空白和加号 / the witness's address, such as example.gov.cn/witness: without scheme, white space and plus signs
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) name: String,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WitnessSignArguments {
    /// 联署单位的文件夹 / the witness's folder
    pub(crate) dir: PathBuf,
    /// 对方交来的 checkpoint 文件，或者一致性证明 / the checkpoint that was sent, or a proof of consistency
    pub(crate) file: PathBuf,
    /// 公开日志 log.jsonl；交来一致性证明的不需要 / the public log; not with a proof of consistency
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
    /// 日志公钥（首次联署时给出，此后固定） / the log's public key, given the first time and fixed from then on
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
    /// 联署写到哪里；不写则为文件夹中的 cosigned.txt / where the cosigned checkpoint goes; cosigned.txt of the folder without it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WitnessAddArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 联署单位交回的文件 / what the witness sent back
    #[arg(value_name = "FILE")]
    pub(crate) cosigned: PathBuf,
    /// 联署单位的公钥 / the witness's public key
    #[arg(long, value_name = "KEYFILE")]
    pub(crate) witness: PathBuf,
    #[command(flatten)]
    pub(crate) log: LogArgument,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// 文件夹或披露文件 / a folder, or the disclosure itself
    pub(crate) path: PathBuf,
    /// 您自己掌握的公告文件，或签字记录上的摘要 / your own announcement, or its digest from signed minutes
    #[arg(long = "announcement", value_name = "FILE|HEX")]
    pub(crate) announcements: Vec<String>,
    /// 您自己掌握的封存文件 / your own seal
    #[arg(long = "seal", value_name = "FILE")]
    pub(crate) seals: Vec<PathBuf>,
    /// 您自己查得的公开值 / a public value you looked up
    #[arg(long = "value", value_name = "NAME=TEXT")]
    pub(crate) values: Vec<String>,
    /// 把报告写入文件 / write the report to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}
