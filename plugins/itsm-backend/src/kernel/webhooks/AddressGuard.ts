import { lookup as dnsLookup, type LookupAddress } from 'dns';
import { isIP, type LookupFunction } from 'net';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import ipaddr from 'ipaddr.js';

/** Addresses of hosts' own services that look like any other public address. */
const METADATA = new Set(['168.63.129.16']);

/** IPv4 addresses in an old form of IPv6, which the library takes for public ones. */
const IPV4_COMPATIBLE = ipaddr.parseCIDR('::/96');

/** An address that nothing is sent to. */
export class AddressRefusedError extends Error {
  readonly name = 'AddressRefusedError';
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The address itself, also if it is an IPv4 address written as an IPv6 one. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.parse(address.replace(/%.*$/, ''));
  if (parsed.kind() === 'ipv6' && (parsed as ipaddr.IPv6).isIPv4MappedAddress())
    return (parsed as ipaddr.IPv6).toIPv4Address();
  return parsed;
}

const bare = (host: string) =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLocaleLowerCase('en-US');

/**
 * Says which hosts webhooks may be sent to. An address is only good if it is a public one:
 * whoever adds a receiver must not make this backend talk to what only it can reach. What counts
 * is the address that is connected to, looked up at that moment, so that a name that changes its
 * meaning in between gains nothing.
 *
 * `itsm.webhooks.allow` names exceptions: host names, `*.` before a domain for all hosts in it,
 * addresses, and ranges like `10.20.0.0/16`. `itsm.webhooks.allowPrivateAddresses` allows all.
 * Plain `http` is for those exceptions only.
 */
export class AddressGuard {
  readonly #all: boolean;
  readonly #names: string[] = [];
  readonly #ranges: Range[] = [];

  constructor(config: RootConfigService) {
    this.#all =
      config.getOptionalBoolean('itsm.webhooks.allowPrivateAddresses') ?? false;
    for (const given of config.getOptionalStringArray('itsm.webhooks.allow') ??
      []) {
      if (ipaddr.isValidCIDR(given)) this.#ranges.push(ipaddr.parseCIDR(given));
      else if (ipaddr.isValid(given)) {
        const address = parse(given);
        this.#ranges.push([address, address.kind() === 'ipv4' ? 32 : 128]);
      } else if (/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(given)) {
        this.#names.push(given.toLocaleLowerCase('en-US'));
      } else {
        throw new Error(
          `itsm.webhooks.allow names "${given}", which is no host name, address or range like 10.20.0.0/16`,
        );
      }
    }
  }

  /** Whether a host is an exception by its name. */
  #named(host: string): boolean {
    const name = bare(host);
    return this.#names.some(allowed =>
      allowed.startsWith('*.')
        ? name.endsWith(allowed.slice(1))
        : name === allowed,
    );
  }

  #inRange(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.#ranges.some(
      range =>
        range[0].kind() === address.kind() && (address as any).match(range),
    );
  }

  /** Whether a webhook may be sent to an address of a host. */
  allows(host: string, address: string): boolean {
    if (this.#all || this.#named(host)) return true;
    const parsed = parse(address);
    if (this.#inRange(parsed)) return true;
    return (
      parsed.range() === 'unicast' &&
      !METADATA.has(parsed.toString()) &&
      !(parsed.kind() === 'ipv6' && parsed.match(IPV4_COMPATIBLE))
    );
  }

  /**
   * Checks what can be checked of an address before it is looked up.
   *
   * @throws InputError naming the field `url`
   */
  checkUrl(url: string): void {
    const { protocol, hostname } = new URL(url);
    const host = bare(hostname);
    const literal = isIP(host) !== 0;
    if (literal && !this.allows(host, host)) {
      throw new InputError(
        `url: ${host} is no public address; itsm.webhooks.allow can name it as an exception`,
      );
    }
    const excepted =
      this.#all || this.#named(host) || (literal && this.#inRange(parse(host)));
    if (protocol === 'http:' && !excepted) {
      throw new InputError(
        'url: must begin with https://; plain http is for hosts in itsm.webhooks.allow only',
      );
    }
    const local = /(^|\.)(localhost|local|internal)$/.test(host);
    if (local && !excepted) {
      throw new InputError(
        `url: ${host} is a name inside a private network; itsm.webhooks.allow can name it as an exception`,
      );
    }
  }

  /** Looks up a host and leaves only the addresses that may be connected to. */
  readonly lookup: LookupFunction = (host, options, callback) => {
    dnsLookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, []);
        return;
      }
      const good = (addresses as LookupAddress[]).filter(({ address }) =>
        this.allows(host, address),
      );
      if (good.length === 0) {
        callback(
          new AddressRefusedError(
            `${host} has no public address; itsm.webhooks.allow can name it as an exception`,
          ),
          [],
        );
      } else if (options.all) callback(null, good);
      else callback(null, good[0].address, good[0].family);
    });
  };
}
