import type { Server } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { listen, portOf, startPool } from '../testing.ts';
import { watchLink } from './watch-link.ts';

/** When agents' server has tried to reach this one. */
function attemptsAt(livekit: Server): readonly number[] {
	const attempts: number[] = [];
	livekit.on('connection', () => attempts.push(performance.now()));
	return attempts;
}

test('agents’ server tries again in a second or two, for as long as nobody answers', async () => {
	const livekit = await listen();
	const attempts = attemptsAt(livekit);
	livekit.on('connection', (socket) => socket.destroy());
	const { log, lines } = memoryLog();
	await startPool({ idle: 1, log, livekitPort: portOf(livekit) });
	// By itself it would wait for 2, 4, 6, 8 s.
	await vi.waitUntil(() => attempts.length >= 6, 30_000);
	const pauses = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0));
	expect(Math.min(...pauses)).toBeGreaterThan(100);
	expect((attempts[5] ?? 0) - (attempts[0] ?? 0)).toBeLessThan(12_000);
	expect(lines.filter(({ event }) => event === 'livekit_unreachable')).toHaveLength(1);
}, 60_000);

test('and gives up an attempt that nobody answers', async () => {
	const livekit = await listen();
	const attempts = attemptsAt(livekit);
	const { log, lines } = memoryLog();
	const livekitUrl = `ws://127.0.0.1:${portOf(livekit)}`;
	const { server } = await startPool({ idle: 1, log, livekitPort: portOf(livekit) });
	onTestFinished(watchLink({ server, livekitUrl, log, everyMs: 200 }));
	await vi.waitUntil(() => attempts.length >= 2, 30_000);
	expect(lines).toContainEqual({ level: 'warn', event: 'livekit_link_given_up', why: 'no_answer' });
}, 60_000);
