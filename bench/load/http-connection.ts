import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** An answer, its body not yet looked at. */
export interface HttpAnswer {
  readonly status: number;
  /** Status line and headers. */
  readonly head: string;
  readonly body: Buffer;
}

interface Waiting {
  resolve(answer: HttpAnswer): void;
  reject(error: Error): void;
}

const endOfHead = Buffer.from("\r\n\r\n");

/**
 * One keep-alive connection that carries one request at a time. It shares the cores with the service it drives, so it
 * does the least that HTTP/1.1 needs: node:http's Agent would take a third of a core from what is measured.
 * Understands answers with a Content-Length alone; what else it is sent fails the request.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The service closed the connection.")));
  }

  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, "connect");
    return new HttpConnection(socket, host);
  }

  /** Sends a request; `headers` is lines that each end in CRLF. Rejects when the connection breaks. */
  request(method: "GET" | "POST", path: string, headers = "", body = ""): Promise<HttpAnswer> {
    const length = Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${headers}content-length: ${length}\r\n\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headLength = this.#received.indexOf(endOfHead);
    if (headLength < 0) return;
    const head = this.#received.toString("latin1", 0, headLength);
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    if (!status || !length) {
      this.#fail(new Error(`An answer that the bench cannot read:\n${head}`));
      return;
    }
    const start = headLength + endOfHead.length;
    const end = start + Number(length);
    if (this.#received.length < end) return;
    const answer = { status: Number(status), head, body: this.#received.subarray(start, end) };
    this.#received = Buffer.alloc(0);
    this.#take()?.resolve(answer);
  }

  #fail(error: Error): void {
    this.#take()?.reject(error);
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
