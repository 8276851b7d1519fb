//! Help and refusals of the command line, each in the one language that was asked for.

use crate::cli::Arguments;
use crate::text::{self, Words};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, Error, FromArgMatches as _};
use dual_random::Language;
use std::ffi::OsString;

type Label = (&'static str, &'static str);

const USAGE: Label = ("用法：", "Usage: ");
const COMMANDS: Label = ("命令", "Commands");
const COMMAND: Label = ("命令", "COMMAND");
const ARGUMENTS: Label = ("参数", "Arguments");
const OPTIONS: Label = ("选项", "Options");
const CHOICES: Label = ("，可以写：", ": ");
const HELP: Label = ("显示说明", "show this");
const VERSION: Label = ("显示版本", "show the version");

/// Reads the command line.
///
/// # Errors
/// What is printed instead, and with which exit code.
pub(crate) fn parse(given: &[OsString]) -> Result<Arguments, (String, u8)> {
    let language = language(given);
    let said = |error: Error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // The one word that cannot be set.
            let help = error.render().to_string();
            (if language == Language::Zh { help.replace("[OPTIONS]", "[选项]") } else { help }, 0)
        }
        _ => (text::failed(refusal(&error)).get(language).to_owned() + "\n", 2),
    };
    let matches = command(language).try_get_matches_from(given).map_err(said)?;
    Arguments::from_arg_matches(&matches).map_err(said)
}

/// The language that is asked for, before anything else is read.
fn language(given: &[OsString]) -> Language {
    let texts: Vec<_> = given.iter().map(|text| text.to_string_lossy()).collect();
    let is_english = texts.iter().any(|text| text == "--lang=en")
        || texts.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if is_english { Language::En } else { Language::Zh }
}

fn command(language: Language) -> Command {
    localised(Arguments::command(), language)
}

/// The half of a text in a language: each stands there as Chinese, a stroke, English.
fn half(both: Option<&StyledStr>, language: Language) -> String {
    let lines = both.map(ToString::to_string).unwrap_or_default();
    let one = |line: &str| match (line.split_once(" / "), language) {
        (Some((zh, _)), Language::Zh) => zh.to_owned(),
        (Some((_, en)), Language::En) => en.to_owned(),
        (None, _) => line.to_owned(),
    };
    lines.lines().map(one).collect::<Vec<String>>().join("\n")
}

fn localised(command: Command, language: Language) -> Command {
    let word = |label: Label| if language == Language::Zh { label.0 } else { label.1 };
    let about = half(command.get_about(), language);
    let after = half(command.get_after_help(), language);
    let is_root = command.get_name() == "dual-random";
    let own = |id: &'static str, short: char, action, help: Label| {
        Arg::new(id).short(short).long(id).action(action).help(word(help)).help_heading(word(OPTIONS))
    };
    let template = format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}", word(USAGE));
    let mut command = command
        .about(about)
        .after_help(after)
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(word(COMMANDS))
        .subcommand_value_name(word(COMMAND))
        .mut_args(|arg| {
            let mut help = half(arg.get_help(), language);
            let heading = word(if arg.is_positional() { ARGUMENTS } else { OPTIONS });
            if !arg.get_action().takes_values() {
                return arg.help(help).help_heading(heading);
            }
            let choices: Vec<String> =
                arg.get_possible_values().iter().map(|choice| choice.get_name().to_owned()).collect();
            if !choices.is_empty() {
                help = format!("{help}{}{}", word(CHOICES), choices.join(" | "));
            }
            arg.help(help).help_heading(heading).hide_default_value(true).hide_possible_values(true)
        })
        .mut_subcommands(|command| localised(command, language))
        .arg(own("help", 'h', ArgAction::Help, HELP));
    if is_root {
        command = command.arg(own("version", 'V', ArgAction::Version, VERSION));
    }
    command
}

/// Why a command line is none.
fn refusal(error: &Error) -> Words {
    let listed = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join("  "),
        _ => String::new(),
    };
    let argument = text::name(listed(ContextKind::InvalidArg));
    let value = text::name(listed(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::MissingRequiredArgument => text::usage_missing(argument),
        ErrorKind::UnknownArgument => text::usage_unknown(argument),
        ErrorKind::InvalidSubcommand => {
            text::usage_no_command(text::name(listed(ContextKind::InvalidSubcommand)))
        }
        ErrorKind::InvalidValue if value.get(Language::En).is_empty() => text::usage_no_value(argument),
        ErrorKind::InvalidValue => {
            text::usage_bad_value(argument, value, text::name(listed(ContextKind::ValidValue)))
        }
        ErrorKind::ArgumentConflict => {
            text::usage_conflict(argument, text::name(listed(ContextKind::PriorArg)))
        }
        ErrorKind::ValueValidation => text::usage_bad_value(argument, value, Words::default()),
        _ => text::usage_wrong(),
    }
}
