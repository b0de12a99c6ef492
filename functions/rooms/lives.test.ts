import { describe, expect, it } from 'vitest';
import { finished, finishedAt, lived, newestLife } from './lives.ts';
import { agent, at, life, reported, room, started, finished as wasFinished } from './testing.ts';

const sid = (...heard: Parameters<typeof room>) => newestLife(room(...heard))?.sid;

describe('lives', () => {
	it('of which the server began the last is the one that counts, whatever was heard first', () => {
		expect(sid(started(1), started(9, life(2)))).toBe('RM_2');
		expect(sid(started(1, life(2)), started(9))).toBe('RM_2');
		expect(sid()).toBeUndefined();
	});

	it('that began in the same moment are told apart by their sids', () => {
		const twin = { ...life(), sid: 'RM_9' };
		expect(sid(started(1), started(1, twin))).toBe('RM_9');
		expect(sid(started(1, twin), started(1))).toBe('RM_9');
	});

	it('are as old as the first news of them, and finished with the first news of that', () => {
		const heard = room(started(2), started(1), wasFinished(9), wasFinished(8));
		expect(heard.lives).toEqual({ RM_1: { createdAt: 1, departureMs: 90_000, seenAt: at(1), finishedAt: at(8) } });
	});

	it('are not changed by news that is known', () => {
		const heard = room(started(1), wasFinished(5));
		const seen = { ...life(), at: at(6) };
		expect(lived(heard, seen)).toBe(heard);
		expect(finished(heard, seen)).toBe(heard);
	});

	it('keep what was once said of their departure timeout', () => {
		expect(newestLife(room(started(1), started(2, { ...life(), departureMs: null })))?.departureMs).toBe(90_000);
		expect(newestLife(room(started(1, { ...life(), departureMs: null }), started(2)))?.departureMs).toBe(90_000);
	});
});

describe('a room is over', () => {
	it('with its newest life, and not with an older one', () => {
		expect(finishedAt(room(started(1), wasFinished(5)))).toBe(at(5));
		expect(finishedAt(room(started(1), started(4, life(2)), wasFinished(5)))).toBeNull();
		expect(finishedAt(room())).toBeNull();
	});

	it('not when somebody is in a life of which nothing else was heard', () => {
		expect(finishedAt(room(started(1), wasFinished(5), reported(agent('a'), 6, 'RM_2')))).toBeNull();
	});
});
