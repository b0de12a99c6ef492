/**
 * A network namespace without a way out, in which a suite runs and whatever tries to leave is counted.
 *
 * A name is looked up at the resolver of /etc/resolv.conf: one on loopback (systemd's) is not met inside, and asking it
 * does not count.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { onPath } from '../livekit/server.ts';
import type { Command } from '../processes/process-group.ts';
import { runCommand } from '../processes/run-command.ts';

export interface Seal {
	/** The command as it runs inside: the same process, so that its signals and its exit code are its own. */
	within(command: Command): Command;
	escaped(): Promise<Escaped>;
	/** What still runs inside stays there, and is counted no more. */
	close(): Promise<void>;
}

/** `impossible`: nothing was sealed. `uncounted`: it was, but what is counted there means nothing. */
export type Escaped =
	| { readonly outcome: 'counted'; readonly packets: number }
	| { readonly outcome: 'uncounted' | 'impossible'; readonly why: string };

interface Machine {
	readonly isRoot: boolean;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform?: NodeJS.Platform;
}

/** The address of this machine inside: Chromium's WebRTC wants one that is not loopback. */
export const OWN_ADDRESS = '10.99.0.1';

/** Of a network for documentation. */
const FAR_AWAY = '192.0.2.1';
const KNOCK = `const socket = require('node:dgram').createSocket('udp4');
socket.send('anybody there?', 9, '${FAR_AWAY}', () => socket.close());`;

/** Holds the namespace until its input ends: with this process, however that ends. */
const HOLD = `
set -e
trap '' HUP INT TERM
ip link set lo up
ip link add way-out type veth peer name nowhere
# The kernel's own chatter: neighbours and routers of IPv6, groups that Chromium's mDNS joins.
for device in way-out nowhere; do
	off=/proc/sys/net/ipv6/conf/$device/disable_ipv6
	[ ! -e $off ] || echo 1 > $off
done
echo 0 > /proc/sys/net/ipv4/igmp_link_local_mcast_reports
ip addr add ${OWN_ADDRESS}/24 dev way-out
ip link set nowhere up
ip link set way-out up
# A gateway that need not be asked for: a packet is sent, and counted, at once.
ip neigh add 10.99.0.2 lladdr 02:00:00:00:00:02 dev way-out
ip route add default via 10.99.0.2
echo sealed
read -r _ || :
`;

/**
 * Makes a namespace, if this machine lets us.
 *
 * @param control has to be counted, or nothing that is counted later means anything
 */
export async function sealOff(machine: Machine, control: Command = knock(machine.env)): Promise<Seal> {
	const { isRoot, env, platform = process.platform } = machine;
	if (platform !== 'linux' || !isRoot) return unsealed('that takes root on Linux');
	const [unshare, nsenter, ip] = await Promise.all(
		['unshare', 'nsenter', 'ip'].map((name) => onPath(name, env['PATH'])),
	);
	if (!unshare || !nsenter || !ip) return unsealed('that takes unshare, nsenter and ip (util-linux, iproute2)');
	const holder = await hold(unshare, env);
	if (typeof holder === 'string') return unsealed(holder);

	const within = ({ command, args, ...around }: Command): Command => ({
		...around,
		command: nsenter,
		args: [`--net=/proc/${holder.pid}/ns/net`, '--', command, ...args],
	});
	const read = (file: string) => readFile(`/proc/${holder.pid}/net/${file}`, 'utf8').catch(() => '');
	const sent = async () => packetsSent(await read('dev'), await read('netstat'));
	await runCommand(within(control));
	const controls = await sent();
	return {
		within,
		close: holder.end,
		async escaped() {
			if (!controls) return { outcome: 'uncounted', why: 'a packet that was sent on purpose was not seen' };
			const all = await sent();
			return all === null
				? { outcome: 'uncounted', why: 'the namespace has been opened' }
				: { outcome: 'counted', packets: all - controls };
		},
	};
}

const knock = (env: Machine['env']): Command => ({ command: process.execPath, args: ['-e', KNOCK], cwd: '/', env });

const unsealed = (why: string): Seal => ({
	within: (command) => command,
	escaped: async () => ({ outcome: 'impossible', why }),
	close: async () => {},
});

/** @returns why there is none, in the words of the machine */
async function hold(
	unshare: string,
	env: Machine['env'],
): Promise<{ readonly pid: number; end(): Promise<void> } | string> {
	const shell = spawn(unshare, ['--net', '/bin/sh', '-c', HOLD], { env, detached: true });
	const gone = new Promise<void>((resolve) => {
		shell.on('close', () => resolve());
		shell.on('error', () => resolve());
	});
	shell.stdin.on('error', () => {});
	const complaints: string[] = [];
	createInterface({ input: shell.stderr }).on('line', (line) => complaints.push(line));
	const isReady = await new Promise<boolean>((resolve) => {
		createInterface({ input: shell.stdout }).once('line', () => resolve(true));
		void gone.then(() => resolve(false));
	});
	if (!isReady || shell.pid === undefined) return complaints[0] ?? 'a network namespace could not be made';
	return {
		pid: shell.pid,
		end: () => {
			shell.stdin.end();
			return gone;
		},
	};
}

/**
 * By the one interface that leads out; `null` where there is none. Without multicast: it goes no further than the next
 * router, and Chromium announces names by it (mDNS) for every call without a granted microphone.
 */
function packetsSent(devices: string, statistics: string): number | null {
	const [, counters] = /^ *way-out:(.*)$/m.exec(devices) ?? [];
	const [names = [], values = []] = [...statistics.matchAll(/^IpExt: (.*)$/gm)].map(([, line = '']) => line.split(' '));
	const multicast = Number(values[names.indexOf('OutMcastPkts')]);
	// Eight numbers of what was received, then bytes and packets that were sent.
	return counters === undefined ? null : Number(counters.trim().split(/ +/)[9]) - multicast;
}
