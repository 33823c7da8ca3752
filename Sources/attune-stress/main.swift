// Runs studies that are killed, shared and damaged by the scripts in `.ci`.
//
//   attune-stress tune STORAGE --trials N [option]...
//   attune-stress samplers
//   attune-stress contract STORAGE
//   attune-stress fuzz FOLDER --inputs N [option]... JOURNAL...
//   attune-stress fuzz-values FOLDER --inputs N [option]...
//   attune-stress write-values JOURNAL --seed N

import Foundation

let help = """
  usage: attune-stress tune STORAGE [option]...

    Run a study with a cheap objective until it is complete, and print everything that has been
    recorded. STORAGE is the path of a journal or the URL of a database.

      --trials N         the target number of finished trials, or of configurations (60)
      --budget SPEC      run configurations with growing budgets, such as halving:to=9 or
                         hyperband:from=1,to=9,factor=3 (none)
      --seed N           the study's seed (1)
      --sampler SPEC     the sampler, as in `attune-stress samplers` (tpe)
      --space SPACE      mixed, or finite with 25 combinations of values (mixed)
      --pause N          duration of each step of the objective, in microseconds (1000)
      --durability MODE  everyRecord, finishedTrials or unsynchronized (finishedTrials)

         attune-stress samplers

    Print the specification of each sampler, and the space that `tune` needs for it.

         attune-stress contract STORAGE [option]...

    Check a storage by the contract kit. Everything in it is removed.

      --time-resolution N  the precision of its times, in microseconds (1)

         attune-stress fuzz FOLDER JOURNAL... [option]...

    Read damaged copies of journals; each must give an error or a study. The copies are written to
    the folder. Print the seed of an input that fails, and keep the input in the folder.

      --inputs N         number of copies (10000)
      --seed N           the first seed (1)
      --processes N      number of processes (2)

         attune-stress fuzz-values FOLDER [option]...

    Read valid journals with values at the limits of their types; each must be read, shown in all
    plots, tables and reports, copied without a difference, and continued. Print the seed of a
    journal that fails; `write-values` writes it again.

      --inputs N         number of journals (1000)
      --seed N           the first seed (1)
      --processes N      number of processes (2)

         attune-stress write-values JOURNAL [option]...

    Write the journal of a seed.

      --seed N           the seed (1)
  """

do {
  var arguments = Arguments(CommandLine.arguments.dropFirst())
  switch arguments.next() {
  case "tune": try TuneCommand(&arguments).run()
  case "samplers": try SamplersCommand(&arguments).run()
  case "contract": try ContractCommand(&arguments).run()
  case "fuzz": try FuzzCommand(.damage, &arguments).run()
  case "fuzz-part": try FuzzPart(&arguments).run()
  case "fuzz-values": try FuzzCommand(.values, &arguments).run()
  case "fuzz-values-part": try ValuesPart(&arguments).run()
  case "write-values": try WriteValuesCommand(&arguments).run()
  default: print(help)
  }
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
