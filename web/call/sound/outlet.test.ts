import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canChooseSpeaker, makeOutlet } from './outlet.ts';

/** happy-dom has no speakers. */
const setSinkId = vi.fn(async (_: string) => {});
beforeEach(() => {
	setSinkId.mockClear();
	Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', { value: setSinkId, configurable: true });
	Object.defineProperty(HTMLMediaElement.prototype, 'sinkId', { get: () => '', configurable: true });
});
afterEach(() => {
	Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
	Reflect.deleteProperty(HTMLMediaElement.prototype, 'sinkId');
});
const element = () => document.createElement('audio');

describe('the outlet', () => {
	it('takes what plays to the speaker and volume that were chosen, also what begins later', () => {
		const outlet = makeOutlet();
		const [early, late] = [element(), element()];
		outlet.add(early);
		outlet.use({ speaker: 's2', volume: 0.25 });
		outlet.add(late);
		expect([early.volume, late.volume]).toEqual([0.25, 0.25]);
		expect(setSinkId.mock.calls).toEqual([['s2'], ['s2']]);
	});

	it('leaves alone what has gone', () => {
		const outlet = makeOutlet();
		const gone = element();
		outlet.add(gone);
		outlet.remove(gone);
		outlet.use({ speaker: 's2', volume: 0 });
		expect(gone.volume).toBe(1);
		expect(setSinkId).not.toHaveBeenCalled();
	});

	it('is the system’s own while nobody chose, or the chosen one is away', async () => {
		const outlet = makeOutlet();
		outlet.add(element());
		expect(setSinkId).not.toHaveBeenCalled();
		setSinkId.mockRejectedValueOnce(new DOMException('', 'NotFoundError'));
		outlet.use({ speaker: 'away', volume: 1 });
		outlet.use({ speaker: 'away', volume: 1 });
		expect(setSinkId).toHaveBeenCalledTimes(2);
	});

	it('is as loud as was chosen where the browser lets nobody choose a speaker', () => {
		Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
		expect(canChooseSpeaker()).toBe(false);
		const outlet = makeOutlet();
		const playing = element();
		outlet.add(playing);
		outlet.use({ speaker: 's2', volume: 0.5 });
		expect(playing.volume).toBe(0.5);
	});
});
