//! The program: reads files, asks people, writes files. All rules are the library's.

mod account;
mod announce;
mod check;
mod cli;
mod demo;
mod disclose;
mod draw;
mod explain;
mod files;
mod html;
mod init;
mod input;
mod out;
mod pages;
mod sample;
mod text;
mod values;
mod verify;
mod view;

use clap::Parser;
use cli::{Arguments, Command};
use out::{Exit, Failure, Out};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = Out::new(arguments.lang.into());
    let exit = run(&arguments.command, &mut out).unwrap_or_else(|failure| {
        out.failure(&failure);
        Exit::Unusable
    });
    ExitCode::from(exit.code())
}

fn run(command: &Command, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        Command::Demo { out: folder } => demo::run(folder, out),
        Command::Init { dir } => init::run(dir, out),
        Command::Check { dir, selection } => check::run(dir, selection.as_deref(), out),
        Command::Announce { dir, selection } => announce::run(dir, selection.as_deref(), out),
        Command::Restore { dir, selection, secret } => {
            announce::restore(dir, selection.as_deref(), secret, out)
        }
        Command::Draw(arguments) => draw::run(arguments, out),
        Command::Disclose { dir, withhold } => disclose::run(dir, withhold.as_deref(), out),
        Command::Verify(arguments) => verify::run(arguments, out),
        Command::Explain { dir, target } => explain::run(dir, target, out),
        Command::Sample { targets, inspectors, seed, out: folder } => {
            init::sample(folder, *targets, *inspectors, *seed, out)
        }
    }
}
