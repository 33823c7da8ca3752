// Studies made to be killed, shared and damaged, for the scripts in `.ci`.
//
//   attune-stress tune JOURNAL --trials N [option]...
//   attune-stress fuzz FOLDER --inputs N [option]... JOURNAL...
//   attune-stress fuzz-values FOLDER --inputs N [option]...
//   attune-stress write-values JOURNAL --seed N

import Foundation

let help = """
  usage: attune-stress tune JOURNAL [option]...

    Runs a study with a cheap objective until it is complete, and prints every fact when it is
    recorded.

      --trials N         finished trials the study is to hold (60)
      --seed N           the study's seed (1)
      --pause N          microseconds that the objective takes for each step (1000)
      --durability MODE  everyRecord, finishedTrials or unsynchronized (finishedTrials)

         attune-stress fuzz FOLDER JOURNAL... [option]...

    Reads damaged copies of journals: each must give an error or a study. The copies are made in the
    folder; a seed that fails is printed, and its input is kept there.

      --inputs N         how many copies (10000)
      --seed N           the first seed (1)
      --processes N      how many processes share the work (2)

         attune-stress fuzz-values FOLDER [option]...

    Reads valid journals whose values are at the ends of their types: each must be read, shown in all
    plots, tables and reports, copied without a difference, and continued. A seed that fails is printed,
    and `write-values` writes its journal again.

      --inputs N         how many journals (1000)
      --seed N           the first seed (1)
      --processes N      how many processes share the work (2)

         attune-stress write-values JOURNAL [option]...

    Writes the journal of a seed.

      --seed N           the seed (1)
  """

do {
  var arguments = Arguments(CommandLine.arguments.dropFirst())
  switch arguments.next() {
  case "tune": try TuneCommand(&arguments).run()
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
