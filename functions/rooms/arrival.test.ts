import { describe, expect, it } from 'vitest';
import { isAwaited, onTheWayUntil } from './arrival.ts';
import { ask } from './asking.ts';
import { agent, asked, at, human, joined, left, nothingSaid, policy, room, seen, unopened } from './testing.ts';

describe('who was given a token', () => {
	it('is on the way for half a minute', () => {
		expect(onTheWayUntil(asked.room, policy)).toBe(at(30));
		expect(onTheWayUntil(unopened.room, policy)).toBeNull();
	});

	it('has come when a human is seen', () => {
		expect(onTheWayUntil(room(joined(human(), 2)), policy)).toBeNull();
		expect(onTheWayUntil(room(joined(agent('a'), 2)), policy)).toBe(at(30));
	});

	it('is on the way again after a reload, until another page than the one before is seen', () => {
		const reloading = ask(seen(asked, joined(human(), 2)), nothingSaid, at(50), policy);
		expect(onTheWayUntil(reloading.room, policy)).toBe(at(80));
		expect(onTheWayUntil(seen(reloading, joined(human(), 51)).room, policy)).toBe(at(80));
		expect(onTheWayUntil(seen(reloading, joined(human('PA_h2'), 51)).room, policy)).toBeNull();
	});
});

describe('an agent that sees nobody', () => {
	const awaits = (seconds: number, ...heard: Parameters<typeof room>) => isAwaited(room(...heard), at(seconds), policy);

	it('goes on while somebody is there, or on the way', () => {
		expect(awaits(99, joined(human(), 2))).toBe(true);
		expect(awaits(29)).toBe(true);
	});

	it('may end the call when nobody is', () => {
		expect(awaits(30)).toBe(false);
		expect(awaits(5, joined(human(), 2), left(human(), 4))).toBe(false);
	});
});

it('who is seen in the moment in which they were given the token has come', () => {
	expect(onTheWayUntil(room(joined(human(), 0)), policy)).toBeNull();
});
