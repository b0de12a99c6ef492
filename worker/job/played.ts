/**
 * What was played of something that was cut off. agents commits an interrupted answer as far as it was played, and an
 * interrupted `say` in full (`ttsTask`, agents 1.9): the model would believe that all of it was heard.
 *
 * @module
 */
import { type llm, voice } from '@livekit/agents';

/**
 * Follows what is played from now on.
 *
 * @returns cuts a chat item that was interrupted, in the model's context as well
 */
export function followPlayed(output: voice.AudioOutput | null): (item: llm.ChatItem) => void {
	let played: string | undefined;
	output?.on(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, (event: voice.PlaybackFinishedEvent) => {
		played = event.interrupted ? event.synchronizedTranscript : undefined;
	});
	return (item) => {
		if (item.type !== 'message' || item.role !== 'assistant' || !item.interrupted || played === undefined) return;
		const text = item.textContent ?? '';
		if (text.length > played.length && text.startsWith(played)) item.content = [played];
	};
}
