/**
 * What a stage costs: a sum, line by line. LiveKit, models and telephony are not in it. What is estimated and not known is
 * in {@link ASSUMED}.
 *
 * @module
 */
import { HEARTBEAT_EVERY_MS } from '../functions/protocol/agent.ts';
import { desiredCount, headroomPerRoot } from './headroom.ts';
import { PRICES } from './prices.ts';
import { USUAL } from './scaling.ts';
import type { StageSettings } from './stages.ts';

const DAY_S = 86_400;
const DAY_MIN = 1_440;
export const MONTH_DAYS = 365 / 12;

/** By how functions are made, and what was measured or counted in the code. */
export const ASSUMED = {
	/** Each time that a worker says that it lives: the pool is read and written, and what is due is asked for. */
	commandsOfABeat: 3,
	commandsOfASweep: 5,
	/** Turns, reports and tokens. */
	requestsOfACallMinute: 4,
	commandsOfACallMinute: 12,
	/** Of 512 MB. */
	requestS: 0.06,
	sweepS: 0.5,
	functionGigabytes: 0.5,
	/** A line of ours, and what Lambda writes of each request. */
	logBytesOfARequest: 600,
	/** The line of a heartbeat, and every ten seconds one of metrics. */
	logBytesOfABeat: 150,
	logBytesOfMetrics: 1_300,
	logBytesOfACallMinute: 5_000,
	/** Series: what a worker publishes, once for the pool and once for its release. */
	series: 44,
	insights: 18,
	/** Those of `alarms.ts`, and four that target tracking makes of two metrics each. */
	alarms: 16 + 8,
	quickAlarmMetrics: 2,
	/** Most of it the sound of the person, uncompressed, to whoever transcribes it. */
	megabytesOutOfACallMinute: 3,
	imageGigabytes: 0.25,
} as const;

export interface CostLine {
	readonly name: string;
	readonly usdPerDay: number;
}

export interface Cost {
	readonly workers: number;
	readonly lines: readonly CostLine[];
	readonly usdPerDay: number;
	/** Null: nobody calls. */
	readonly usdPerCallMinute: number | null;
}

type Sized = Pick<StageSettings, 'worker' | 'metrics' | 'alarms' | 'isLongLived'>;

/** Workers for so many calls at once, if `max` lets them. */
export function workersFor({ slots, min, max, headroomSlots }: StageSettings['worker'], calls: number): number {
	if (max === min) return min;
	const headroom = headroomSlots + headroomPerRoot(USUAL) * Math.sqrt(calls);
	return desiredCount({ active: calls, waiting: 0, headroom, slots, min, max: Number.POSITIVE_INFINITY });
}

/** @param calls at once, around the clock */
export function costOf(settings: Sized, calls: number): Cost {
	const { cpu, memoryMiB } = settings.worker;
	const workers = workersFor(settings.worker, calls);
	const hours = 24 * workers;
	const beats = (workers * DAY_S * 1_000) / HEARTBEAT_EVERY_MS;
	const callMinutes = calls * DAY_MIN;
	const requests = beats + callMinutes * ASSUMED.requestsOfACallMinute;
	const ofMonth = (usd: number) => usd / MONTH_DAYS;
	const line = (name: string, usdPerDay: number): CostLine => ({ name, usdPerDay });
	const lines = [
		line('Workers (Fargate)', hours * ((cpu / 1024) * PRICES.vcpuHour + (memoryMiB / 1024) * PRICES.gigabyteHour)),
		line('Their public addresses', hours * PRICES.publicAddressHour),
		line('API and sweeper (Lambda)', ofFunction(requests, ASSUMED.requestS) + ofFunction(DAY_MIN, ASSUMED.sweepS)),
		line('Requests to the site (CloudFront)', requests * (PRICES.siteRequest + PRICES.siteFunction)),
		line('Traffic out', ((callMinutes * ASSUMED.megabytesOutOfACallMinute) / 1e3) * PRICES.gigabyteOut),
		line('Logs', (logBytes({ settings, workers, beats, requests, callMinutes }) / 1e9) * PRICES.logGigabyte),
		line('Metrics, alarms, dashboard', ofMonth(watching(settings))),
		line('The secret between CloudFront and API', ofMonth(PRICES.secret)),
		line('The image (ECR)', ofMonth(ASSUMED.imageGigabytes * PRICES.imageGigabyte)),
		line('The store (Upstash)', PRICES.storeCommand * commands(beats, callMinutes)),
	];
	const usdPerDay = lines.reduce((sum, each) => sum + each.usdPerDay, 0);
	return { workers, lines, usdPerDay, usdPerCallMinute: callMinutes === 0 ? null : usdPerDay / callMinutes };
}

const ofFunction = (requests: number, seconds: number): number =>
	requests * (PRICES.functionRequest + seconds * ASSUMED.functionGigabytes * PRICES.functionGigabyteSecond);

const commands = (beats: number, callMinutes: number): number =>
	beats * ASSUMED.commandsOfABeat + DAY_MIN * ASSUMED.commandsOfASweep + callMinutes * ASSUMED.commandsOfACallMinute;

interface Written {
	readonly settings: Sized;
	readonly workers: number;
	readonly beats: number;
	readonly requests: number;
	readonly callMinutes: number;
}

const logBytes = ({ settings, workers, beats, requests, callMinutes }: Written): number =>
	requests * ASSUMED.logBytesOfARequest +
	beats * ASSUMED.logBytesOfABeat +
	callMinutes * ASSUMED.logBytesOfACallMinute +
	(settings.metrics === 'emf' ? workers * (DAY_S / 10) * ASSUMED.logBytesOfMetrics : 0);

const watching = ({ worker: { min, max }, metrics, alarms, isLongLived }: Sized): number =>
	(metrics === 'emf' ? ASSUMED.series * PRICES.metric : 0) +
	(max > min ? ASSUMED.quickAlarmMetrics * PRICES.quickAlarmMetric : 0) +
	(alarms ? ASSUMED.alarms * PRICES.alarm + ASSUMED.insights * PRICES.metric : 0) +
	(isLongLived ? PRICES.dashboard : 0);
