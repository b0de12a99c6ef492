/**
 * An image as it runs in production, without a container engine: processes, files, users and capabilities of its own, as
 * its own configuration says, on a file system that it cannot write to.
 *
 * @module
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Buildah } from '../../scripts/image/buildah.ts';
import type { ImageConfig } from '../../scripts/image/image.ts';
import { startGuard } from '../../scripts/processes/guard.ts';
import { type Command, type Exit, type ProcessGroup, startGroup } from '../../scripts/processes/process-group.ts';
import { type Finished, runCommand } from '../../scripts/processes/run-command.ts';
import { eventually } from '../eventually.ts';
import { isAlive } from '../greenroom.ts';

export interface ContainerProcess {
	/** As this machine counts. */
	readonly pid: number;
	readonly parent: number;
	/** As in ps: `Z` is a zombie. */
	readonly state: string;
	readonly command: string;
	/** In MB, shared pages counted in part. */
	readonly pss: number;
	readonly rss: number;
	readonly uid: number;
}

export interface Container {
	/** Its first process, as this machine counts. */
	readonly pid: number;
	readonly exited: Promise<Exit>;
	processes(): Promise<readonly ContainerProcess[]>;
	/** Runs a command inside, as its own user: `docker exec`. */
	exec(...command: readonly string[]): Promise<Finished>;
	/** To its first process alone: `docker stop` does so with SIGTERM. */
	signal(signal: NodeJS.Signals): void;
	/** Kills what is left, and removes its files. */
	remove(): Promise<void>;
}

interface Start {
	readonly config: ImageConfig;
	readonly variables: Readonly<Record<string, string | undefined>>;
	readonly onLine: (line: string) => void;
	/** Puts it into a network. */
	readonly within: (command: Command) => Command;
	readonly command?: readonly string[];
}

/** Docker's devices, /proc and /tmp; all else is the image's own, and read only. */
const ENTER = `
set -e
root=$1; shift
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero full random urandom; do
	: > "$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
cd /
exec chroot "$root" "$@"
`;
const NAME = 'greenroom-worker';
const NAMESPACES = ['--mount', '--pid', '--ipc', '--uts'];

export async function startContainer(
	buildah: Buildah,
	image: string,
	{ config, variables, onLine, within, command = [...config.Entrypoint, ...config.Cmd] }: Start,
): Promise<Container> {
	await removeForsaken(buildah);
	const name = `${NAME}-${process.pid}-${Date.now()}`;
	const working = (await buildah.output('from', '--pull-never', '--name', name, image)).trim();
	const root = (await buildah.output('mount', working)).trim();
	const { tail } = await runCommand(host('chroot', root, 'getent', 'passwd', config.User));
	const [, , uid = '', gid = '', , home = ''] = tail.join('').split(':');
	const env = [`HOME=${home}`, ...config.Env, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
	/** As Docker's strictest flags would start it: --cap-drop ALL --security-opt no-new-privileges. */
	const asItsUser = (args: readonly string[]) => [
		...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'],
		...['--no-new-privs', 'env', '-i', `--chdir=${config.WorkingDir}`, ...env, ...args],
	];
	const enter = ['--fork', '--kill-child', ...NAMESPACES, 'sh', '-c', ENTER, 'enter', root, ...asItsUser(command)];
	const guard = startGuard();
	const group = startGroup(within(host('unshare', ...enter)), onLine);
	if (group.pid !== null) guard.watch(group.pid);
	const remove = async () => {
		await group.end([]);
		if (group.pid !== null) guard.release(group.pid);
		await guard.close();
		await buildah.run(['umount', working]);
		await buildah.run(['rm', working]);
	};
	try {
		const pid = await firstProcess(group);
		return {
			pid,
			exited: group.exited,
			processes: () => processesBeside(pid),
			exec: (...args) =>
				runCommand(host('nsenter', `--target=${pid}`, '--net', '--root', ...NAMESPACES, ...asItsUser(args))),
			signal: (signal) => void process.kill(pid, signal),
			remove,
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

/** What tests that were killed have left. */
async function removeForsaken(buildah: Buildah): Promise<void> {
	const names = (await buildah.output('containers', '--noheading', '--format', '{{.ContainerName}}')).split('\n');
	for (const name of names) {
		const [, owner] = new RegExp(`^${NAME}-(\\d+)-`).exec(name) ?? [];
		if (owner === undefined || isAlive(Number(owner))) continue;
		await buildah.run(['umount', name]);
		await buildah.run(['rm', name]);
	}
}

const host = (command: string, ...args: readonly string[]): Command => ({
	...{ command, args, cwd: '/' },
	env: { PATH: process.env['PATH'] },
});

/** The child of `unshare`, or of what `within` has put before it. */
async function firstProcess({ pid: leader, exited }: ProcessGroup): Promise<number> {
	let isOver = false;
	void exited.then(() => {
		isOver = true;
	});
	const look = async () => {
		if (isOver || leader === null) throw new Error('the container ended before it began');
		const children = await readFile(`/proc/${leader}/task/${leader}/children`, 'utf8').catch(() => '');
		return Number(children.trim().split(' ')[0] ?? '');
	};
	return eventually('the first process of the container', look, (pid) => pid > 0, 5_000);
}

/** All processes that share its namespace. */
async function processesBeside(first: number): Promise<readonly ContainerProcess[]> {
	const space = (pid: number | string) => readlink(`/proc/${pid}/ns/pid`).catch(() => null);
	const own = await space(first);
	if (own === null) return [];
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const found = await Promise.all(
		pids.map(async (pid) => ((await space(pid)) === own ? readProcess(Number(pid)) : null)),
	);
	return found.filter((each) => each !== null);
}

async function readProcess(pid: number): Promise<ContainerProcess | null> {
	const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
	const [status, command, memory] = await Promise.all([read('status'), read('cmdline'), read('smaps_rollup')]);
	if (status === '') return null;
	const field = (text: string, name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(text)?.[1] ?? '';
	const megabytes = (name: string) => Math.round(Number(field(memory, name)) / 1024);
	return {
		pid,
		parent: Number(field(status, 'PPid')),
		state: field(status, 'State'),
		command: command.replaceAll('\0', ' ').trim(),
		pss: megabytes('Pss'),
		rss: megabytes('Rss'),
		uid: Number(field(status, 'Uid')),
	};
}
