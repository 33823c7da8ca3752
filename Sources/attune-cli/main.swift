import Attune

for path in CommandLine.arguments.dropFirst() {
  for study in try JournalStorage(path: path).studies() { print(study.name) }
}
