/**
 * What callers ask: answers of one and of several sentences, and a tool. What is spoken is made once, for all of them.
 *
 * @module
 */
import { makeFlite } from '../../../worker/voice/offline/flite/speech.ts';
import type { Question } from './caller.ts';

/** A caller speaks about half as much as it hears: the agent talks for half of the time. */
const TYPED = ['count to ten', 'count to five'];
const SPOKEN = 'what is on my list';

/** @param speaks whether the worker's voice understands speech */
export async function makeQuestions(speaks: boolean): Promise<readonly Question[]> {
	const typed = TYPED.map((text) => ({ how: 'typed', text }) as const);
	if (!speaks) return typed;
	// Not the agent's: its recogniser must not be tested on its own voice.
	const flite = makeFlite({ voice: 'rms' });
	const { pcm } = await flite.synthesize(SPOKEN);
	await flite.close();
	return [...typed, { how: 'spoken', text: SPOKEN, pcm }];
}
