/**
 * The entry of a job process: agents imports its default export, warms it up, and gives it one job.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { defineAgent, type JobContext, type JobProcess } from '@livekit/agents';
import { scrubOutput } from '../agents-log.ts';
import { makeBackend } from '../backend.ts';
import { readWorkerConfig } from '../config.ts';
import { announceJob, cutByWorker } from '../job-notice.ts';
import { type LogLine, makeLog, nameOf } from '../log.ts';
import { persona } from '../persona.ts';
import { roomHandlers } from '../room-handlers.ts';
import { prewarmVoice } from '../voice/index.ts';
import type { WarmVoice } from '../voice/voice.ts';
import { endProcess } from './failure/exit-code.ts';
import { rehearse } from './rehearsal.ts';
import { serve } from './serve.ts';
import { traceOfJob } from './trace.ts';

scrubOutput(process.stdout);
const log = makeLog((text) => process.stdout.write(text), Date.now);

// agents logs an unhandled rejection at debug and goes on; an uncaught exception ends the process without a word.
process.on('unhandledRejection', (error) =>
	log({ level: 'error', event: 'unhandled_rejection', error: nameOf(error) }),
);
process.on('uncaughtExceptionMonitor', (error) => log({ level: 'error', event: 'uncaught', error: nameOf(error) }));

type Warm = { voice: WarmVoice; cut: Promise<void> };

export default defineAgent<Warm>({
	prewarm: async (proc: JobProcess<Warm>) => {
		const config = readWorkerConfig(process.env);
		const voice = await prewarmVoice(config.voice, process.env, log);
		proc.userData.voice = voice;
		proc.userData.cut = cutByWorker();
		const openings = persona.openings({ voice: voice.kind, listens: voice.listens });
		await Promise.all(openings.map((opening) => voice.prepare?.(opening)));
		const outcome = await rehearse({ voice, apiUrl: config.apiUrl, now: Date.now });
		log({ level: 'info', event: 'job_process_warm', outcome });
	},
	entry: async (ctx: JobContext<Warm>) => {
		// First of all: whatever ends this process from now on is reported.
		announceJob({ room: ctx.job.room?.name ?? '', jobId: ctx.job.id });
		const config = readWorkerConfig(process.env);
		const job = ctx.job.id;
		const trace = traceOfJob(ctx.job.metadata);
		const jobLog = (line: LogLine) => log({ ...line, job, ...(trace === null ? {} : { trace }) });
		const exit = (code: 0 | 1) => endProcess(process, code);
		const outcome = await serve(ctx, {
			backend: makeBackend({
				url: config.apiUrl,
				apiKey: config.livekitApiKey,
				apiSecret: config.livekitApiSecret,
				trace,
			}),
			voice: ctx.proc.userData.voice,
			log: jobLog,
			worker: config.workerId,
			cut: ctx.proc.userData.cut,
			budgets: { longestMs: config.callMaxSeconds * 1000, silenceMs: config.callSilenceSeconds * 1000 },
			handlers: roomHandlers,
			exit,
			now: Date.now,
			newId: () => randomBytes(16).toString('base64url'),
		}).catch((error: unknown) => {
			// agents tears the job down, and would end the process as if all were well.
			exit(1);
			throw error;
		});
		jobLog({ level: outcome === 'serving' ? 'info' : 'warn', event: 'job_served', outcome });
		if (outcome !== 'serving') ctx.shutdown(outcome);
	},
});
