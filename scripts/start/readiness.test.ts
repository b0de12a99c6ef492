import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type LogLine, parseLine } from './log-line.ts';
import { anyPorts } from './ports.ts';
import { type Readiness, untilAnswered, untilEvents } from './readiness.ts';

/** One life whose lines are written by the test. */
function life(readiness: Readiness) {
	const over = new AbortController();
	const listeners: ((line: LogLine) => void)[] = [];
	let ready = false;
	const waiting = readiness({ onLine: (listener) => void listeners.push(listener), signal: over.signal }).then(() => {
		ready = true;
	});
	return {
		waiting,
		end: () => over.abort(),
		isReady: () => ready,
		async writes(line: string) {
			for (const listener of listeners) listener(parseLine(line));
			await Promise.resolve();
			await Promise.resolve();
		},
	};
}

test('a part is ready when it has logged every event, in any order, and not before', async () => {
	const worker = life(untilEvents('worker_registered', 'job_process_warm'));
	await worker.writes('{"event":"job_process_warm"}');
	await worker.writes('{"event":"job_process_warm"}');
	await worker.writes('{"event":"something_else"}');
	await worker.writes('worker_registered');
	expect(worker.isReady()).toBe(false);
	await worker.writes('{"event":"worker_registered"}');
	expect(worker.isReady()).toBe(true);
});

test('a server is ready when it answers with success, not when it merely answers', async () => {
	let asked = 0;
	const server = createServer((_request, response) => {
		asked += 1;
		response.writeHead(asked < 3 ? 503 : 200).end();
	});
	const [port] = await anyPorts(1);
	const livekit = life(untilAnswered(`http://127.0.0.1:${port}/`));
	// Nobody listens yet.
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	await livekit.waiting;
	expect(asked).toBe(3);
});

test('a life that is over is not waited for', async () => {
	const [port] = await anyPorts(1);
	const livekit = life(untilAnswered(`http://127.0.0.1:${port}/`));
	livekit.end();
	await livekit.waiting;
});
