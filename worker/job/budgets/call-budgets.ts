/**
 * The budgets of a call that has a session: who speaks is heard from it, and what is to be told is said.
 *
 * @module
 */
import { voice } from '@livekit/agents';
import type { Log } from '../../log.ts';
import { persona, type Scene } from '../../persona.ts';
import { type BudgetClock, makeBudgetClock } from './budget-clock.ts';
import type { Budgets, EndReason } from './budgets.ts';

export interface CallBudgetsOptions {
	readonly session: Pick<voice.AgentSession, 'on'>;
	readonly budgets: Budgets;
	/** Of the room. */
	readonly startedAt: number;
	readonly scene: Scene;
	readonly say: (text: string) => void;
	readonly end: (reason: EndReason) => void;
	readonly now: () => number;
	readonly log: Log;
}

export type CallBudgets = Pick<BudgetClock, 'start' | 'attended' | 'personTyped' | 'close'>;

export function makeCallBudgets(options: CallBudgetsOptions): CallBudgets {
	const { session, budgets, startedAt, scene, say, end, now, log } = options;
	const clock = makeBudgetClock({
		budgets,
		startedAt,
		now,
		tell(what) {
			log({ level: 'info', event: 'budget', told: what });
			if (what === 'ask') say(persona.stillThere(scene));
			else if (what === 'wrap_up') say(persona.endsNow(scene));
			else say(persona.endsSoon(scene, (startedAt + budgets.longestMs - now()) / 1000));
		},
		end,
	});
	session.on(voice.AgentSessionEventTypes.UserStateChanged, ({ newState }) =>
		clock.personSpeaks(newState === 'speaking'),
	);
	session.on(voice.AgentSessionEventTypes.AgentStateChanged, ({ newState }) =>
		clock.agentSpeaks(newState === 'thinking' || newState === 'speaking'),
	);
	return clock;
}
