/** The statecharts as plain data, read from the very objects the engine runs: what pictures of them are drawn from. */
import { chartOf } from './chart.ts';
import { alarmMachine } from './machines/alarm.ts';
import { aliasMachine } from './machines/alias.ts';
import { deploymentMachine } from './machines/deployment.ts';
import { creationMachine } from './machines/creation.ts';
import { stackMachine } from './machines/stack.ts';
import { allocationMachine } from './machines/allocation.ts';
import { callerMachine } from './machines/caller.ts';
import { scalingMachine } from './machines/scaling.ts';
import { viewerMachine } from './machines/viewer.ts';
import { connectionMachine } from './machines/connection.ts';
import { directInvocationMachine } from './machines/direct-invocation.ts';
import { deliveryMachine } from './machines/delivery.ts';
import { downstreamCallMachine } from './machines/downstream-call.ts';
import { environmentMachine } from './machines/environment.ts';
import { eventMachine } from './machines/event.ts';
import { functionActivityMachine } from './machines/function-activity.ts';
import { notificationMachine } from './machines/notification.ts';
import { operationMachine } from './machines/operation.ts';
import { interfaceMachine } from './machines/interface.ts';
import { mappingMachine } from './machines/mapping.ts';
import { messageMachine } from './machines/message.ts';
import { pollerMachine } from './machines/poller.ts';
import { readerMachine } from './machines/reader.ts';
import { recordMachine } from './machines/record.ts';
import { versionMachine } from './machines/version.ts';
import { EVENTS, REASONS } from './vocabulary.ts';

export interface StatechartState {
  /** The word on screen, with the states around it: `init.runtime`. */
  readonly name: string;
  /** Where an actor begins; it is left at once and never seen. */
  readonly isInitial: boolean;
  readonly isFinal: boolean;
}

export interface StatechartTransition {
  readonly from: string;
  readonly to: string;
  /** As in a trace: `invoke`, `after handler`; empty: at once. */
  readonly event: string;
  /** Name of the guard that must hold; empty: none. */
  readonly guard: string;
  /** Reason code it notes; empty: the event says it all, or the engine knows. */
  readonly reason: string;
  /** Position among the machine's own transitions: one of an outer state is listed for each of its inner states. */
  readonly index: number;
}

export interface Statechart {
  /** The kind of actor, as in a trace: `environment`. */
  readonly kind: string;
  readonly states: readonly StatechartState[];
  /** In the order in which they are tried. */
  readonly transitions: readonly StatechartTransition[];
}

function statechartOf(machine: unknown): Statechart {
  const chart = chartOf(machine);
  const told = (from: number, candidates: (typeof chart.table)[number]) =>
    (candidates ?? []).map((transition) => ({
      from: chart.states[from]!,
      to: chart.states[transition.target]!,
      event: transition.event,
      guard: transition.guardName,
      reason: transition.reason < 0 ? '' : REASONS[transition.reason]!,
      index: transition.index,
    }));
  const perState = EVENTS.length;
  return {
    kind: chart.id,
    states: chart.states.map((name, code) => ({
      name,
      isInitial: code === chart.initial,
      isFinal: chart.isFinal[code]!,
    })),
    transitions: [
      ...told(chart.initial, chart.always),
      ...chart.table.flatMap((candidates, at) => told(Math.floor(at / perState), candidates)),
    ],
  };
}

/** The statechart of every kind of actor, by the kind's name in a trace. */
export const statecharts: Readonly<Record<string, Statechart>> = Object.fromEntries(
  [
    environmentMachine,
    directInvocationMachine,
    functionActivityMachine,
    callerMachine,
    viewerMachine,
    mappingMachine,
    downstreamCallMachine,
    connectionMachine,
    eventMachine,
    deliveryMachine,
    notificationMachine,
    readerMachine,
    recordMachine,
    messageMachine,
    pollerMachine,
    versionMachine,
    deploymentMachine,
    alarmMachine,
    allocationMachine,
    scalingMachine,
    aliasMachine,
    operationMachine,
    creationMachine,
    stackMachine,
    interfaceMachine,
  ].map((machine) => {
    const statechart = statechartOf(machine);
    return [statechart.kind, statechart];
  }),
);
