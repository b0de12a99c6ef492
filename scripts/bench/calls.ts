/**
 * How long people wait: from a click, a reload, a typed or spoken question until they hear the agent.
 *
 * @module
 */
import { launchBrowser } from '../../e2e/browser.ts';
import { type Caller, openCaller } from '../../e2e/caller.ts';
import { eventually } from '../../e2e/eventually.ts';
import type { Address } from '../../e2e/greenroom.ts';
import { makeMicrophone } from '../../e2e/hearing/microphone.ts';
import type { Progress } from '../install/progress.mjs';
import type { Figure } from './figures.ts';

/** Of each figure, in one run. */
export const RUNS = 7;
const PATIENCE = 20_000;

export async function benchCalls(greenroom: Address, speaks: boolean, progress: Progress): Promise<Figure[]> {
	const times = { visible: noTimes(), greeting: noTimes(), typed: noTimes(), reload: noTimes(), speech: noTimes() };
	for (let run = 1; run <= RUNS; run++) {
		const step = progress.step(`Call ${run} of ${RUNS}`);
		const microphone = await makeMicrophone();
		const browser = await launchBrowser({ microphone });
		try {
			const caller = await openCaller(browser, greenroom.url);
			const seen = whenAgentIsSeen(caller);
			const clicked = await caller.startCall();
			times.greeting.push((await caller.ear.nextVoice({ after: clicked, within: PATIENCE })) - clicked);
			times.visible.push((await seen) - clicked);
			await caller.greeted();
			await quiet(caller);

			const typed = await caller.type('what is my name');
			times.typed.push((await caller.ear.nextVoice({ after: typed, within: PATIENCE })) - typed);
			await quiet(caller);

			if (speaks) {
				// A reload opens the microphone anew; nothing is being said, so that this is silent.
				await microphone.willSay([{ at: 2_500, says: 'what is my name' }]);
				await caller.page.reload();
				const { endedAt } = await microphone.said(0, { within: PATIENCE });
				times.speech.push((await caller.ear.nextVoice({ after: endedAt, within: PATIENCE })) - endedAt);
				await quiet(caller);
			}

			const counting = await caller.type('count to thirty');
			await caller.ear.nextVoice({ after: counting, within: PATIENCE });
			await caller.ear.heardUntil(Date.now() + 2_500);
			const reloaded = Date.now();
			const silent = await silenceOfReload(caller, reloaded);
			times.reload.push((await caller.ear.nextVoice({ after: silent, within: PATIENCE })) - reloaded);
			await caller.endCall();
		} finally {
			await browser.close();
			await microphone.remove();
			step.end();
		}
	}
	const figure = (name: string, values: readonly number[], aim: number): Figure => ({ name, unit: 'ms', values, aim });
	return [
		figure('click -> agent is in the room', times.visible, 2_000),
		figure('click -> first sound', times.greeting, 560),
		figure('reload while it speaks -> sound', times.reload, 700),
		figure('typed -> sound', times.typed, 250),
		...(speaks ? [figure('end of speech -> sound', times.speech, 450)] : []),
	];
}

const noTimes = (): number[] => [];

async function quiet({ ear }: Caller): Promise<void> {
	const now = Date.now();
	await ear.silence({ after: now, for: 1_000, within: PATIENCE });
}

/** The tab falls silent with its document; the sound that counts comes after that. */
async function silenceOfReload(caller: Caller, reloaded: number): Promise<number> {
	await caller.page.reload({ waitUntil: 'commit' });
	const { endedAt } = await caller.ear.silence({ after: reloaded, for: 60, within: PATIENCE });
	return endedAt;
}

async function whenAgentIsSeen({ glance }: Caller): Promise<number> {
	const look = () => glance.attribute('html', 'data-agent');
	await eventually('an agent', look, (seen) => seen !== null && !['absent', 'waiting'].includes(seen), PATIENCE);
	return Date.now();
}
