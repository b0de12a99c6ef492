/**
 * The worker's process: registers with LiveKit, keeps job processes warm, and on SIGTERM takes no new call and waits for
 * the running ones.
 *
 * @module
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../functions/protocol/environment.ts';
import { scrubOutput } from './agents-log.ts';
import { readWorkerConfig } from './config.ts';
import { makeLog, nameOf } from './log.ts';
import { watchChildren } from './pool/children.ts';
import { drainServer, makeServer } from './pool/server.ts';
import { makeWarming, signalProcess } from './pool/warming.ts';
import { listensOf } from './voice/index.ts';

scrubOutput(process.stdout);
const log = makeLog((text) => process.stdout.write(text), Date.now);

async function main(): Promise<void> {
	const config = readWorkerConfig(process.env);
	const drainTimeoutMs = config.drainSeconds * 1000;
	let stopping = false;
	const warming = makeWarming({ signal: signalProcess });
	watchChildren(({ kind, pid, ended }) => {
		if (kind === 'job') warming.forked(pid);
		void ended.then(({ code, signal }) => {
			const clean = code === 0;
			log({ level: clean ? 'info' : 'error', event: 'process_ended', kind, child: pid, code, signal });
		});
	});
	const server = makeServer({
		config,
		// `.ts` where Node runs TypeScript, `.mjs` where it was bundled.
		agentFile: fileURLToPath(new URL(`./job/main${extname(import.meta.url)}`, import.meta.url)),
		listens: listensOf(config.voice, process.env),
		log,
		isStopping: () => stopping,
		onAccepted: warming.accepted,
		drainTimeoutMs,
	});

	const stop = async (signal: string) => {
		if (stopping) return;
		stopping = true;
		warming.release();
		log({ level: 'info', event: 'worker_stopping', signal, calls: server.activeJobs.length });
		await drainServer(server, drainTimeoutMs, log);
		log({ level: 'info', event: 'worker_stopped' });
		process.exit(0);
	};
	// `on`, not `once`: agents' own handlers let a second signal kill every call.
	process.on('SIGTERM', (signal) => void stop(signal));
	process.on('SIGINT', (signal) => void stop(signal));
	process.on('unhandledRejection', (error) =>
		log({ level: 'error', event: 'unhandled_rejection', error: nameOf(error) }),
	);

	await server.run();
}

main().catch((error: unknown) => {
	if (error instanceof EnvironmentError) process.stderr.write(`${error.message}\n`);
	else log({ level: 'error', event: 'worker_failed', error: nameOf(error) });
	process.exit(1);
});
