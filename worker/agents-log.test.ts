import { log as agentsLog, initializeLogger } from '@livekit/agents';
import { describe, expect, it } from 'vitest';
import { scrub } from './agents-log.ts';

/** Lines as agents writes them: to stdout, where the scrubbing is. */
function written(write: (logger: ReturnType<typeof agentsLog>) => void): string {
	const original = process.stdout.write;
	let text = '';
	process.stdout.write = ((chunk: string) => {
		text += chunk;
		return true;
	}) as typeof original;
	try {
		initializeLogger({ pretty: false, level: 'info' });
		write(agentsLog());
	} finally {
		process.stdout.write = original;
	}
	return text;
}

describe('agents’ log', () => {
	it('keeps what happened and loses what was said', () => {
		const line = written((logger) =>
			logger.warn({ 'lk.pii.user_input': 'my secret', speech_id: 'speech_1', delay: 3 }, 'skipping user input'),
		);
		expect(line).toContain('my secret');
		expect(JSON.parse(scrub(line))).toMatchObject({
			level: 'warn',
			event: 'agents',
			msg: 'skipping user input',
			speech_id: 'speech_1',
			delay: 3,
		});
		expect(scrub(line)).not.toContain('my secret');
	});

	it('keeps the kind of an error and loses its message, which may quote a request', () => {
		const line = written((logger) => logger.error({ error: new TypeError('said: my secret') }, 'failed'));
		expect(JSON.parse(scrub(line))).toMatchObject({ level: 'error', error: 'TypeError', msg: 'failed' });
		expect(scrub(line)).not.toContain('my secret');
	});

	it('loses strings under keys that it does not know, at any depth', () => {
		const line = written((logger) => logger.warn({ transcript: 'my secret', job: { room: 'my secret' } }, 'x'));
		expect(scrub(line)).not.toContain('my secret');
	});

	it('takes a stalled loop for a measure, not for a warning', () => {
		const line = written((logger) => logger.warn({ loop: 'job', duration: 120 }, 'event loop blocked'));
		expect(JSON.parse(scrub(line))).toMatchObject({ level: 'info', duration: 120 });
	});

	it('leaves our own lines alone', () => {
		const own = '{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"worker_registered"}\n';
		expect(scrub(own)).toBe(own);
		expect(scrub('no json\n')).toBe('no json\n');
	});
});
