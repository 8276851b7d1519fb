//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use dual_random::Language;
use std::path::PathBuf;

/// 双随机抽取：公告、抽取、披露、验证。 / Dual-random inspection draws: announce, draw, disclose, verify.
#[derive(Debug, Parser)]
#[command(name = "dual-random", version, after_help = AFTER)]
pub(crate) struct Arguments {
    /// 语言 / language
    #[arg(long, global = true, value_enum, default_value_t = Lang::Zh)]
    pub(crate) lang: Lang,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER: &str = "\
退出码 / exit codes:
  0  完成，或“已验证” / done, or verified
  1  矛盾 / contradicted
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
    /// 写出带说明的计划和名录模板 / write commented templates of plan and rosters
    Init {
        /// 文件夹 / folder
        dir: PathBuf,
    },
    /// 列出全部差错、各组数量、可选人员和人手风险；不作任何承诺 / every fault, quotas, pools, staffing risk; commits nothing
    Check {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
    },
    /// 固定名录和计划，写出公告、开启文件、抽取记录（上）和密封件 / commit rosters and plan
    Announce {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
    },
    /// 用公开值抽取 / draw with the public values
    Draw(DrawArguments),
    /// 公布全部内容，供任何人重算 / publish everything, so that anyone recomputes it
    Disclose {
        /// 文件夹 / folder
        dir: PathBuf,
        /// CSV（名录,编号,检查对象,理由）：依法不公开的身份信息 / CSV (roster,id,target,reason): identities withheld by law
        #[arg(long, value_name = "FILE")]
        withhold: Option<PathBuf>,
    },
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
    /// 用名录、计划和密封件中的主密值重建开启文件 / rebuild the opening from inputs and envelope
    Restore {
        /// 文件夹 / folder
        dir: PathBuf,
        /// 前次抽取的文件夹（补抽人员） / folder of the ceremony before (staffing)
        #[arg(long, value_name = "DIR1")]
        selection: Option<PathBuf>,
        /// 主密值，64 位十六进制；“-”从标准输入读取 / master secret, 64 hex digits; `-` reads it from standard input
        #[arg(long, value_name = "HEX", allow_hyphen_values = true)]
        secret: String,
    },
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

#[derive(Debug, Args)]
pub(crate) struct DrawArguments {
    /// 文件夹 / folder
    pub(crate) dir: PathBuf,
    /// 公开值，可重复 / a public value; repeat it
    #[arg(long = "value", value_name = "NAME=TEXT")]
    pub(crate) values: Vec<String>,
    /// 该值取自第 N 个替代来源及其理由，可重复 / this value came from fallback N, and why
    #[arg(long = "fallback", value_name = "NAME=N:REASON")]
    pub(crate) fallbacks: Vec<String>,
    /// 其他单位的种子密值文件（64 位十六进制），按计划顺序 / another authority's seed secret, in the order of the plan
    #[arg(long = "partner-secret", value_name = "FILE")]
    pub(crate) partner_secrets: Vec<PathBuf>,
    /// 不再询问（供脚本使用） / do not ask once more (for scripts)
    #[arg(long)]
    pub(crate) yes: bool,
    /// 屏幕上不显示抽中名单 / keep drawn names off the screen
    #[arg(long)]
    pub(crate) no_names: bool,
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
