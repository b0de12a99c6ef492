import { describe, expect, test } from 'vitest';
import { type EarDrum, makeEar, NotHeardError } from './ear.ts';
import { DeafError } from './memory.ts';
import { joined, silence, tone } from './sounds.ts';

const AT = 1_000_000;

/** An ear to whom time does not matter: it waits for what it is told. */
const patientEar = () => makeEar(() => AT);

function tell({ hear }: EarDrum, at: number, ...sounds: Float32Array[]): void {
	hear({ at, rate: 16_000, samples: joined(...sounds) });
}

describe('the next voice', () => {
	test('is waited for until it comes', async () => {
		const drum = patientEar();
		const voice = drum.ear.nextVoice({ after: AT, within: 1_000 });
		tell(drum, AT, silence(300));
		tell(drum, AT + 300, silence(100), tone(300, 100));
		expect(Math.abs((await voice) - (AT + 400))).toBeLessThanOrEqual(10);
	});

	test('counts from the time that is asked about, also in the middle of a voice', async () => {
		const drum = patientEar();
		tell(drum, AT, tone(300, 1_000), silence(1_000), tone(300, 500));
		expect(await drum.ear.nextVoice({ after: AT + 500, within: 2_000 })).toBe(AT + 500);
		const next = await drum.ear.nextVoice({ after: AT + 1_100, within: 2_000 });
		expect(Math.abs(next - (AT + 2_000))).toBeLessThanOrEqual(10);
	});

	test('that comes too late, or not at all, is not heard; how loud it was is told', async () => {
		const drum = patientEar();
		tell(drum, AT, silence(1_500), tone(300, 500));
		await expect(drum.ear.nextVoice({ after: AT, within: 1_000 })).rejects.toThrow(NotHeardError);
		await expect(drum.ear.nextVoice({ after: AT, within: 1_000 })).rejects.toThrow('-120 dBFS');
	});
});

describe('silence', () => {
	test('is waited for after a voice', async () => {
		const drum = patientEar();
		const quiet = drum.ear.silence({ after: AT, for: 500, within: 3_000 });
		tell(drum, AT, tone(300, 800));
		tell(drum, AT + 800, silence(600));
		const { beganAt } = await quiet;
		expect(Math.abs(beganAt - (AT + 800))).toBeLessThanOrEqual(10);
	});

	test('of the whole time is broken by any voice in it', async () => {
		const whole = { after: AT, for: 1_000, within: 1_000 };
		const quiet = patientEar();
		tell(quiet, AT, silence(1_100));
		expect(await quiet.ear.silence(whole)).toEqual({ beganAt: AT, endedAt: AT + 1_000 });

		const broken = patientEar();
		tell(broken, AT, silence(900), tone(300, 50), silence(200));
		await expect(broken.ear.silence(whole)).rejects.toThrow(NotHeardError);
	});
});

describe('a deaf ear proves nothing', () => {
	test('when its tab is gone', async () => {
		const drum = patientEar();
		tell(drum, AT, silence(500));
		const quiet = drum.ear.silence({ after: AT, for: 1_000, within: 1_000 });
		drum.deafen('the tab was closed');
		await expect(quiet).rejects.toThrow(DeafError);
		await expect(drum.ear.nextVoice({ after: AT, within: 1_000 })).rejects.toThrow('the tab was closed');
	});

	test('when nothing arrives any more', async () => {
		const drum = makeEar(() => AT + 60_000);
		await expect(drum.ear.nextVoice({ after: AT, within: 1_000 })).rejects.toThrow('never heard anything');
		tell(drum, AT, silence(500));
		await expect(drum.ear.silence({ after: AT, for: 1_000, within: 1_000 })).rejects.toThrow(DeafError);
	});

	test('but what it heard before counts', async () => {
		const drum = patientEar();
		tell(drum, AT, silence(1_000));
		drum.deafen('the tab was closed');
		expect(await drum.ear.silence({ after: AT, for: 800, within: 900 })).toEqual({ beganAt: AT, endedAt: AT + 800 });
	});
});
