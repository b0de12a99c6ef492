import { expect, test, vi } from 'vitest';
import { writeHistory } from '../../../sim/chaos/write-history.ts';
import { busyMsOf } from '../../../sim/history.ts';
import { START } from '../../../sim/settings.ts';
import { playScene } from '../play/play-scene.ts';
import { historyOf, isBug, spoilOf } from './scene.ts';

vi.setConfig({ testTimeout: 30_000 });

const scene = { seed: null, bug: null, faults: [] };

test('a seed alone is the history that `npm run simulate` plays', () => {
	expect(historyOf({ ...scene, seed: 7 })).toEqual(writeHistory(7));
});

test('faults stand between the steps of the history, and all is quiet when it was', () => {
	const base = historyOf({ ...scene, seed: 7 });
	const faults = [
		{ at: 50_000, name: 'kill_worker', who: 1 },
		{ at: 1_000, name: 'api_down', who: 0 },
	];
	const history = historyOf({ ...scene, seed: 7, faults });
	expect(history.steps).toHaveLength(base.steps.length + 2);
	expect(history.steps[0]).toEqual({ after: 1_000, move: { move: 'crash_api', ms: 20_000 } });
	expect(busyMsOf(history)).toBe(busyMsOf(base));
	expect(history.steps.every(({ after }) => after >= 0)).toBe(true);
});

test('what was before a fault stays as it was', async () => {
	const at = 30_000;
	const [base, changed] = [
		await playScene(scene),
		await playScene({ ...scene, faults: [{ at, name: 'kill_agent', who: 0 }] }),
	];
	const before = (played: typeof base) => played.trace.events.filter((event) => event.at < START + at);
	expect(before(changed)).toEqual(before(base));
	expect(changed.digest).not.toBe(base.digest);
	expect(changed.length).toBe(base.length);
});

test('a bug has a history of its own, which a seed replaces', () => {
	expect(spoilOf(scene)).toBeNull();
	expect(isBug('grace_is_too_long')).toBe(true);
	expect(isBug('toString')).toBe(false);
	expect(historyOf({ ...scene, bug: 'grace_is_too_long' }).farewells).toEqual(['closes_tab']);
	expect(historyOf({ ...scene, seed: 7, bug: 'grace_is_too_long' })).toEqual(writeHistory(7));
});
