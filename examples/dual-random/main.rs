//! The program: reads files, asks people, writes files. All rules are the library's.

mod account;
mod amend;
mod announce;
mod audit;
mod beside;
mod book;
mod calendar;
mod check;
mod cli;
mod clock;
mod continued;
mod contribution;
mod decoded;
mod demo;
mod desk;
mod disclose;
mod draw;
mod due;
mod earlier;
mod explain;
mod files;
mod forms;
mod holidays;
mod init;
mod input;
mod keepers;
mod key;
mod log;
mod misread;
mod out;
mod overview;
mod papers;
mod policies;
mod proof_page;
mod prove;
mod publish;
mod rehearse;
mod sample;
mod signature;
mod signing;
mod strikes;
mod table;
mod text;
mod timestamp;
mod usage;
mod values;
mod verify;
mod void;
mod witness;

use cli::{Arguments, Command, DeskArguments, KeyCommand, WitnessCommand};
use clock::Clock;
use log::Logging;
use out::{Exit, Failure, Out};
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let arguments = match usage::parse(&given) {
        Ok(arguments) => arguments,
        Err((said, code)) => {
            // Whoever closed the pipe has read enough.
            let _ = if code == 0 {
                std::io::stdout().write_all(said.as_bytes())
            } else {
                std::io::stderr().write_all(said.as_bytes())
            };
            return ExitCode::from(code);
        }
    };
    let mut out = Out::new(arguments.lang.into()).on_page(arguments.page);
    let clock = Clock::new(arguments.at.as_deref(), out.language);
    let exit = clock.and_then(|clock| run(&arguments, &clock, &mut out)).unwrap_or_else(|failure| {
        out.failure(&failure);
        Exit::Unusable
    });
    ExitCode::from(exit.code())
}

fn run(arguments: &Arguments, clock: &Clock, out: &mut Out) -> Result<Exit, Failure> {
    let at = arguments.at.as_deref();
    // A double click gives no command.
    let Some(command) = &arguments.command else {
        return desk::run(&DeskArguments::default(), at, clock, out);
    };
    match command {
        Command::Desk(arguments) => desk::run(arguments, at, clock, out),
        Command::Demo { out: folder } => demo::run(folder, out),
        Command::Init { dir, text: true, .. } => init::texts(dir, out),
        Command::Init { dir, selection: Some(selection), .. } => init::staffing(dir, selection, clock, out),
        Command::Init { dir, template, after, .. } => init::run(dir, *template, after.as_deref(), clock, out),
        Command::Report { dirs, to } => papers::report::run(dirs, to.as_deref(), out),
        Command::Forms { dir, selection } => forms::run(dir, selection.as_deref(), clock, out),
        Command::Convert { dir, out: file } => init::convert(dir, file, out),
        Command::Check { dir, selection } => check::run(dir, selection.as_deref(), clock, out),
        Command::Announce(arguments) => announce::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Restore { dir, selection, secret_files } => {
            announce::restore(dir, selection.as_deref(), secret_files, out)
        }
        Command::Shares(arguments) => keepers::run(arguments, out),
        Command::Contribute { file, hash } => contribution::run(file, hash, out),
        Command::Timestamp(arguments) => timestamp::run(arguments, out),
        Command::Signature(arguments) => signature::run(arguments, out),
        Command::Draw(arguments) => draw::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Amend(arguments) => amend::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Prove(arguments) => prove::run(arguments, out),
        Command::CheckProof(arguments) => prove::check(arguments, out),
        Command::Disclose(arguments) => disclose::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Void(arguments) => void::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Key(KeyCommand::New(arguments)) => key::new(arguments, out),
        Command::Consistency(arguments) => witness::consistency(arguments, out),
        Command::Witness(WitnessCommand::New(arguments)) => witness::new(arguments, out),
        Command::Witness(WitnessCommand::Sign(arguments)) => witness::sign(arguments, clock, out),
        Command::Witness(WitnessCommand::Add(arguments)) => witness::add(arguments, out),
        Command::Audit(arguments) => audit::run(arguments, clock, out),
        Command::Publish(arguments) => publish::run(arguments, Logging::new(&arguments.log, clock), out),
        Command::Rehearse(arguments) => rehearse::run(arguments, out),
        Command::Overview { dir } => overview::run(dir, out),
        Command::Due(arguments) => due::run(arguments, clock, out),
        Command::Calendar(arguments) => calendar::run(arguments, out),
        Command::Verify(arguments) => verify::run(arguments, out),
        Command::Explain { dir, target } => explain::run(dir, target, out),
        Command::Sample { targets, inspectors, seed, out: folder } => {
            init::sample(folder, *targets, *inspectors, *seed, out)
        }
    }
}
