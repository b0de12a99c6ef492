/**
 * How long the parts of a turn took, as agents has measured them: of what the person said until it was understood, of what
 * the agent says until it sounds.
 *
 * @module
 */
import type { llm } from '@livekit/agents';
import type { TurnTimes } from '../job-notice.ts';

/** Longer than anything that is a latency: agents counts a pause of the call as one. */
const AT_MOST_S = 600;

const isTime = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= AT_MOST_S;

/** Null: nothing was measured. */
export function turnTimesOf(item: llm.ChatItem): TurnTimes | null {
	if (item.type !== 'message') return null;
	const { e2eLatency, transcriptionDelay, endOfTurnDelay, llmNodeTtft, ttsNodeTtfb } = item.metrics;
	const all = {
		turn: e2eLatency,
		turnTranscription: transcriptionDelay,
		turnEnd: endOfTurnDelay,
		turnModel: llmNodeTtft,
		turnVoice: ttsNodeTtfb,
	};
	const times = Object.entries(all).filter(([, value]) => isTime(value));
	return times.length === 0 ? null : Object.fromEntries(times);
}
