//! Talking to people: lines on standard output, failures on standard error, progress on a terminal. A closed pipe is no
//! reason to stop: the files matter more than the talk. Whatever is said passes `visible`: names and files are others' words, and
//! a terminal would obey what is hidden in them.

use crate::text::{self, Words};
use dual_random::say::visible;
use dual_random::{Language, Progress, Say, Step, Work};
use std::io::{IsTerminal, Stderr, Stdout, Write};
use std::ops::ControlFlow;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    /// Contradicted, or something was found.
    Contradicted,
    Unusable,
    /// Consistent only, or something is still missing.
    Incomplete,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Contradicted => 1,
            Self::Unusable => 2,
            Self::Incomplete => 3,
        }
    }
}

/// Why a command could not do its work, in words that say what to do.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) Words);

pub(crate) type Outcome<T> = Result<T, Failure>;

/// The language of the reader, chosen once.
static LANGUAGE: std::sync::OnceLock<Language> = std::sync::OnceLock::new();

/// The language that was chosen.
pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

pub(crate) struct Out {
    pub(crate) language: Language,
    stdout: Stdout,
    stderr: Stderr,
    /// Percents shown last.
    shown: Option<usize>,
    /// Whether it is read on a page, where buttons ask the questions and nothing is typed.
    on_page: bool,
}

impl Out {
    pub(crate) fn new(language: Language) -> Self {
        let language = *LANGUAGE.get_or_init(|| language);
        Self { language, stdout: std::io::stdout(), stderr: std::io::stderr(), shown: None, on_page: false }
    }

    /// The same, read on a page.
    pub(crate) fn on_page(self, on_page: bool) -> Self {
        Self { on_page, ..self }
    }

    /// What to type next: a page has a button for it.
    pub(crate) fn hint(&mut self, line: impl Say) {
        if !self.on_page {
            self.line(line);
        }
    }

    pub(crate) fn line(&mut self, line: impl Say) {
        // Whoever closed the pipe has read enough.
        let _ = writeln!(self.stdout, "{}", visible(&line.message(self.language)));
    }

    pub(crate) fn lines(&mut self, lines: impl IntoIterator<Item = impl Say>) {
        for line in lines {
            self.line(line);
        }
    }

    /// A remark that is not part of a command's output.
    pub(crate) fn note(&mut self, line: impl Say) {
        let _ = writeln!(self.stderr, "{}", visible(&line.message(self.language)));
    }

    pub(crate) fn failure(&mut self, failure: &Failure) {
        self.note(text::failed(&failure.0));
    }

    /// Asks a question; the answer is a line of standard input.
    pub(crate) fn ask(&mut self, question: impl Say) -> String {
        if !self.on_page {
            let _ = write!(self.stdout, "{} ", visible(&question.message(self.language)));
            let _ = self.stdout.flush();
        }
        let mut answer = String::new();
        // No answer is the empty answer.
        let _ = std::io::stdin().read_line(&mut answer);
        // What is piped in from a file may begin with a byte order mark.
        answer.trim_start_matches('\u{FEFF}').trim().to_owned()
    }

    /// Asks whether to go on with what cannot be taken back.
    pub(crate) fn confirms(&mut self, question: impl Say) -> bool {
        matches!(self.ask(question).as_str(), "yes" | "是" | "确认")
    }

    /// Does a long call, and shows how far it has come, in whole percents, if somebody watches. It is never stopped.
    pub(crate) fn watching<T>(&mut self, call: impl FnOnce(&mut Work<'_>) -> T) -> T {
        let mut watch = |progress: Progress| {
            if progress.step == Step::Seats {
                self.counted(progress.done, progress.of);
            }
            ControlFlow::Continue(())
        };
        call(&mut Work::new().watched(&mut watch))
    }

    pub(crate) fn counted(&mut self, done: usize, of: usize) {
        let percent = done.saturating_mul(100) / of.max(1);
        if self.shown == Some(percent) || !self.stderr.is_terminal() {
            return;
        }
        self.shown = Some(percent);
        let end = if done >= of { "\n" } else { "" };
        let _ = write!(self.stderr, "\r{percent:3} % ({done}/{of}){end}");
        let _ = self.stderr.flush();
    }
}
