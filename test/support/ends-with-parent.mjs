// Preloaded into services under test. Whoever started one holds the other end of its standard input: when that closes,
// the tests are gone, however they went, and so is the service.
process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).resume();
process.stdin.unref();
