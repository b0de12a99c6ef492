import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { groupLives } from '../processes/group-lives.ts';
import { startGroup } from '../processes/process-group.ts';
import { runCommand } from '../processes/run-command.ts';
import { OWN_ADDRESS, sealOff } from './seal.ts';

vi.setConfig({ testTimeout: 30_000 });

const machine = { isRoot: process.getuid?.() === 0, env: process.env };
const node = (code: string) => ({ command: process.execPath, args: ['-e', code], cwd: '/', env: process.env });

const probe = await sealOff(machine);
const isPossible = (await probe.escaped()).outcome !== 'impossible';
await probe.close();

async function sealed(control?: string) {
	const seal = await sealOff(machine, control === undefined ? undefined : node(control));
	onTestFinished(seal.close);
	const run = (inside: string) => runCommand(seal.within(node(inside)));
	return { ...seal, run };
}

const SEND = `require('node:dgram').createSocket('udp4').send('x', 9, '203.0.113.7', () => process.exit());`;

test.skipIf(!isPossible)('a packet that leaves is counted, each time', async () => {
	const { run, escaped } = await sealed();
	expect(await escaped()).toEqual({ outcome: 'counted', packets: 0 });
	await run(SEND);
	await run(SEND);
	expect(await escaped()).toEqual({ outcome: 'counted', packets: 2 });
});

/** Waits for it: neither a connection nor a lookup ends by itself. */
async function isCounted(code: string) {
	const { within, escaped } = await sealed();
	const group = startGroup(within(node(code)), () => {});
	onTestFinished(group.kill);
	await vi.waitFor(async () => expect(await escaped()).not.toMatchObject({ packets: 0 }), 20_000);
	expect(await escaped()).toMatchObject({ outcome: 'counted' });
}

test.skipIf(!isPossible)('so is the first packet of a connection', () =>
	isCounted(`require('node:net').connect(443, '203.0.113.7')`),
);

const resolvers = await readFile('/etc/resolv.conf', 'utf8').catch(() => '');
const asksOutside = /^nameserver\s+(?!127\.|::1)/m.test(resolvers);

test.skipIf(!isPossible || !asksOutside)('so is the question for a name', () =>
	isCounted(`require('node:dns').lookup('greenroom.example', () => {})`),
);

test.skipIf(!isPossible)('what is announced to the neighbourhood is not, nor does it hide what leaves', async () => {
	const { run, escaped } = await sealed();
	await run(SEND.replace('203.0.113.7', '224.0.0.251'));
	expect(await escaped()).toEqual({ outcome: 'counted', packets: 0 });
	await run(SEND);
	expect(await escaped()).toEqual({ outcome: 'counted', packets: 1 });
});

test.skipIf(!isPossible)('what stays on the machine is not', async () => {
	const { run, escaped } = await sealed();
	const { tail } = await run(`
		const server = require('node:net').createServer((socket) => socket.end('over TCP')).listen(0, '127.0.0.1', () =>
			require('node:net').connect(server.address().port, '127.0.0.1').on('data', (data) => {
				console.log(String(data));
				server.close();
			}));
		const hears = require('node:dgram').createSocket('udp4').bind(0, '${OWN_ADDRESS}', () => {
			const speaks = require('node:dgram').createSocket('udp4');
			speaks.send('over UDP', hears.address().port, '${OWN_ADDRESS}', () => speaks.close());
		});
		hears.on('message', (data) => { console.log(String(data)); hears.close(); });`);
	expect([...tail].sort()).toEqual(['over TCP', 'over UDP']);
	expect(await escaped()).toEqual({ outcome: 'counted', packets: 0 });
});

test.skipIf(!isPossible)('a command ends inside as it does outside', async () => {
	const { run, within } = await sealed();
	expect((await run('process.exit(7)')).exit).toEqual({ kind: 'code', code: 7 });
	let isUp = () => {};
	const up = new Promise<void>((resolve) => {
		isUp = resolve;
	});
	const stays = `process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up')`;
	const group = startGroup(within(node(stays)), () => isUp());
	await up;
	await group.end([{ signal: 'SIGTERM', waitMs: 20_000 }]);
	expect(await group.exited).toEqual({ kind: 'code', code: 3 });
	expect(groupLives(group.pid ?? 0)).toBe(false);
});

test.skipIf(!isPossible)('a seal that does not see its own packet counts nothing', async () => {
	const { run, escaped } = await sealed('/* silence */');
	await run(SEND);
	expect(await escaped()).toMatchObject({ outcome: 'uncounted' });
});

test.skipIf(!isPossible)('nor does one that was closed', async () => {
	const { close, escaped } = await sealed();
	await close();
	expect(await escaped()).toMatchObject({ outcome: 'uncounted' });
});

test.each([
	['for anybody but root', { isRoot: false, env: process.env }],
	['elsewhere than on Linux', { isRoot: true, env: process.env, platform: 'darwin' as const }],
	['without the programs for it', { isRoot: true, env: { PATH: '/nonexistent' }, platform: 'linux' as const }],
])('there is no seal %s, and commands run as they are', async (_, elsewhere) => {
	const seal = await sealOff(elsewhere);
	expect(await seal.escaped()).toMatchObject({ outcome: 'impossible' });
	const command = node('');
	expect(seal.within(command)).toBe(command);
});
