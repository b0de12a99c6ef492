/**
 * Names in AWS. What is not named here gets its name from CloudFormation, which knows how long a name may be.
 *
 * @module
 */

/** Of the app: part of every name, and of every parameter's path. */
export const APP = 'greenroom';
/** Of the agent, without its stage; the default of `AGENT_NAME` everywhere. */
export const AGENT = 'greenroom';
/** `WORKER_POOL` of every worker. */
export const POOL = 'agents';

/** Where workers publish their metrics; its dimensions are `Stage` and `Pool`. */
export const METRICS = 'VoiceAgents';
/** Where what is counted in logs is published. */
export const logMetrics = (stage: string): string => `Greenroom/${stage}`;

export type Part = 'Site' | 'Worker';

/** As SST names them. CloudFormation takes 128 characters, the first of them a letter. */
export const stackName = (stage: string, part: Part): string => `${stage}-${APP}-${part}`;

/** Of whatever there is one of in a stage: dashboard, budget. */
export const stageName = (stage: string): string => `${APP}-${stage}`;

export const alarmName = (stage: string, what: string): string => `${APP}-${stage}-${what}`;
