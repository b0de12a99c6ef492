import { beforeEach, describe, expect, it } from 'vitest';
import { makeChoices } from './choice.ts';

const choices = makeChoices(() => localStorage);
const NOTHING = { microphone: '', speaker: '', volume: 1 };

beforeEach(() => localStorage.clear());

describe('a choice of devices', () => {
	it('is whatever the system uses, and full volume, until somebody chooses', () => {
		expect(choices.load()).toEqual(NOTHING);
	});

	it('is there again with the next page', () => {
		choices.save({ microphone: 'm2', speaker: 's1', volume: 0.4 });
		expect(makeChoices(() => localStorage).load()).toEqual({ microphone: 'm2', speaker: 's1', volume: 0.4 });
	});

	it('is not read from what another version of the page has stored', () => {
		choices.save({ microphone: 'm2', speaker: 's1', volume: 0.4 });
		const stored = Object.keys(localStorage);
		expect(stored).toHaveLength(3);
		for (const name of stored) expect(name).toMatch(/^greenroom\.1\./);
	});

	it('is no louder than full and no softer than silent, whatever is stored', () => {
		for (const volume of ['7', '-1', 'loud', '{}']) {
			localStorage.setItem('greenroom.1.volume', volume);
			expect(choices.load().volume).toBe(1);
		}
		localStorage.setItem('greenroom.1.volume', '0');
		expect(choices.load().volume).toBe(0);
	});

	it('is forgotten where the browser keeps nothing, and no error', () => {
		const forbidden = makeChoices(() => {
			throw new DOMException('', 'SecurityError');
		});
		forbidden.save({ ...NOTHING, volume: 0.5 });
		expect(forbidden.load()).toEqual(NOTHING);
	});
});
