import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/** A port of its own behind which the service's stands: what a container's published port is. */
export interface Forwarder extends AsyncDisposable {
  readonly url: string;
}

/** Forwards TCP from a free port of loopback to the port of `url`. */
export async function forwarderTo(url: string): Promise<Forwarder> {
  const server = createServer((client) => {
    const service = connect(Number(new URL(url).port), "127.0.0.1");
    client.pipe(service).pipe(client);
    for (const socket of [client, service]) socket.on("error", () => void client.destroy(void service.destroy()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
