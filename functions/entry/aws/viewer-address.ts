/**
 * Whom CloudFront says that a request comes from, as limits count it: an IPv4 address, or the network of an IPv6 one,
 * because whoever has one of those has all of its 2^64 addresses.
 *
 * @param shown an address, with or without a port: `198.51.100.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`, or all eight
 *   groups and a port behind them
 * @returns null: it is none
 */
export function viewerAddress(shown: string | undefined): string | null {
	const given = shown?.trim().toLowerCase() ?? '';
	const four = /^(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/.exec(given)?.[1];
	if (four !== undefined) return four;
	const bare =
		/^\[([0-9a-f:.]+)\](?::\d{1,5})?$/.exec(given)?.[1] ?? given.replace(/^((?:[0-9a-f]{1,4}:){8})\d{1,5}$/, '$1');
	return networkOf(bare.replace(/(?<=[0-9a-f]):$/, ''));
}

const GROUP = /^[0-9a-f]{1,4}$/;

/** The first four of eight groups: what a provider gives to one customer. */
function networkOf(address: string): string | null {
	const [head = '', tail, ...more] = address.split('::');
	const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
	const missing = 8 - before.length - after.length;
	const isWhole = tail === undefined ? missing === 0 : missing > 0;
	if (more.length > 0 || !isWhole || ![...before, ...after].every((group) => GROUP.test(group))) return null;
	const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
	const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
	return `${network.join(':')}::/64`;
}

const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
