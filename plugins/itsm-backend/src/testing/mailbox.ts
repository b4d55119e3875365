import type { AddressInfo } from 'net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the server of a {@link Mailbox} asks for. */
export const MAIL_LOGIN = { user: 'callboard', password: 'not-a-secret' };

/** Everything that comes to an SMTP server of its own, which can be down for a while. */
export interface Mailbox {
  port: number;
  /** Waits for the next mail to an address. */
  next(address: string): Promise<ParsedMail>;
  /** All that came and was not taken by {@link Mailbox.next}. */
  rest: ParsedMail[];
  down(): Promise<void>;
  up(): Promise<void>;
}

const addressesOf = ({ to }: ParsedMail) =>
  [to ?? []].flat().flatMap(group => group.value.map(v => v.address));

/** Starts a mail server that takes all mail from whoever signs in. */
export async function startMailbox(): Promise<Mailbox> {
  const rest: ParsedMail[] = [];
  let server: SMTPServer;
  const listen = async (port: number) => {
    server = new SMTPServer({
      // Its certificate is its own, which no client would trust.
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth({ username, password }, _, done) {
        const welcome =
          username === MAIL_LOGIN.user && password === MAIL_LOGIN.password;
        done(welcome ? null : new Error('Who are you?'), { user: username });
      },
      onData(stream, _, done) {
        simpleParser(stream).then(mail => {
          rest.push(mail);
          done();
        }, done);
      },
    });
    // A client that goes away in the middle is no reason to fall over.
    server.on('error', () => {});
    await new Promise<void>(resolve => {
      server.listen(port, '127.0.0.1', resolve);
    });
    return (server.server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    rest,
    async next(address) {
      const until = Date.now() + 20_000;
      while (Date.now() < until) {
        const at = rest.findIndex(mail => addressesOf(mail).includes(address));
        if (at >= 0) return rest.splice(at, 1)[0];
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
      throw new Error(`No mail came to ${address} within 20 s`);
    },
    down: () =>
      new Promise(resolve => {
        server.close(resolve);
      }),
    async up() {
      await listen(port);
    },
  };
}
