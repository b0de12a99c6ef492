/**
 * Services of ECS: made once their tasks run, so that what a task lacks is met here.
 *
 * @module
 */
import type { Resource } from '../stacks/stack.ts';
import { mayDo } from './iam.ts';
import { lastPart } from './identity.ts';
import { type Around, handlerSaid, type Kind } from './kind.ts';
import { type ContainerDefinition, readTask } from './task-definition.ts';

export const serviceKind: Kind = {
	refuses(resource, around) {
		const { DesiredCount = 1, TaskDefinition, DeploymentConfiguration } = resource.properties;
		if (DesiredCount === 0) return null;
		const definition = around.find(String(TaskDefinition));
		if (definition === undefined) return handlerSaid('TaskDefinition not found.', 'NotFound');
		const why = whyStopped(definition, around);
		if (why === null) return null;
		around.world.stoppedTasks.push(`${lastPart(definition.physicalId)}: ${why}`);
		return breaks(DeploymentConfiguration)
			? handlerSaid(
					"Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
					'GeneralServiceException',
				)
			: handlerSaid('Exceeded attempts to wait', 'NotStabilized');
	},
};

function breaks(configuration: unknown): boolean {
	const breaker = Object(Object(configuration).DeploymentCircuitBreaker);
	return breaker.Enable === true;
}

/** In ECS's words; null: its tasks start. */
function whyStopped(definition: Resource, around: Around): string | null {
	const { ContainerDefinitions, ExecutionRoleArn } = readTask(definition);
	const role = around.all('AWS::IAM::Role').find(({ physicalId }) => physicalId === lastPart(ExecutionRoleArn));
	for (const container of ContainerDefinitions) {
		const why = whyNoSecrets(container, role, around) ?? whyNoLogs(container, around) ?? whyNoImage(container, around);
		if (why !== null) return why;
	}
	return null;
}

const NO_SECRETS =
	'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm';

function whyNoSecrets({ Secrets }: ContainerDefinition, role: Resource | undefined, around: Around): string | null {
	const names = Secrets.map(({ ValueFrom }) => [ValueFrom, parameterOf(ValueFrom)] as const);
	for (const [arn, name] of names)
		if (role === undefined || !mayDo(role, 'ssm:GetParameters', arn, around))
			return `${NO_SECRETS}: AccessDeniedException: ${role?.physicalId ?? 'nobody'} is not authorized to perform: ssm:GetParameters on resource: ${name}`;
	const absent = names.map(([, name]) => name).filter((name) => !around.world.parameters.has(name));
	return absent.length === 0 ? null : `${NO_SECRETS}: invalid ssm parameters: ${absent.join(', ')}`;
}

/** `arn:aws:ssm:…:parameter/name`, or the name alone. */
export const parameterOf = (valueFrom: string): string => valueFrom.replace(/^arn:[^/]*:parameter(?=\/)/, '');

function whyNoLogs({ LogConfiguration }: ContainerDefinition, { world }: Around): string | null {
	const { 'awslogs-group': group, 'awslogs-create-group': creates } = LogConfiguration?.Options ?? {};
	if (LogConfiguration?.LogDriver !== 'awslogs' || creates === 'true' || world.logGroups.has(group ?? '')) return null;
	return `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist: ${group}`;
}

function whyNoImage({ Image }: ContainerDefinition, { world }: Around): string | null {
	const [registry = '', ...rest] = Image.split('/');
	const isOurs = /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/.test(registry);
	return !isOurs || world.images.has(rest.join('/'))
		? null
		: `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${Image}: not found`;
}
