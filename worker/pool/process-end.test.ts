import { describe, expect, it } from 'vitest';
import { endLine, reasonOf, unstartedLine } from './process-end.ts';

const served = { room: 'r', jobId: 'AJ_1' };
const ended = { kind: 'job', pid: 7, code: null, signal: 'SIGKILL' } as const;

describe('why a process ended', () => {
	it('is what it did, unless it was ended for its health', () => {
		expect(reasonOf({ code: 0, signal: null, served }, null)).toBe('served');
		expect(reasonOf({ code: 0, signal: null, served: null }, null)).toBe('idle');
		expect(reasonOf({ code: null, signal: 'SIGKILL', served }, 'hung')).toBe('hung');
		expect(reasonOf({ code: null, signal: 'SIGKILL', served: null }, 'outlived')).toBe('outlived');
	});
});

describe('its line', () => {
	it('is an alert when it died before it served', () => {
		expect(endLine({ ...ended, why: 'idle' }, false)).toEqual({
			level: 'alert',
			event: 'process_ended',
			kind: 'job',
			child: 7,
			why: 'idle',
			code: null,
			signal: 'SIGKILL',
			message: 'AI Agent spawn error',
		});
		expect(endLine({ ...ended, why: 'idle', code: 1, signal: null }, false)).toMatchObject({ level: 'alert' });
	});

	it('is none when a worker that stops closes it by force', () => {
		const line = endLine({ ...ended, why: 'idle' }, true);
		expect(line).toMatchObject({ level: 'error' });
		expect(line).not.toHaveProperty('message');
	});

	it.each(['served', 'hung', 'outlived'] as const)('is an error when it %s', (why) => {
		expect(endLine({ ...ended, why }, false)).toMatchObject({ level: 'error', why });
	});

	it('is no more than news when it ended in order', () => {
		expect(endLine({ ...ended, why: 'idle', code: 0, signal: null }, false)).toMatchObject({ level: 'info' });
	});

	it('of the inference process has no job in it', () => {
		const line = endLine({ ...ended, kind: 'inference', why: 'idle' }, false);
		expect(line).toEqual({
			level: 'error',
			event: 'process_ended',
			kind: 'inference',
			child: 7,
			code: null,
			signal: 'SIGKILL',
		});
	});

	it('is an alert of the same name when there was no process at all', () => {
		expect(unstartedLine('job')).toMatchObject({ level: 'alert', message: 'AI Agent spawn error' });
	});
});
