import type { FindingCatalogue } from '../words.ts';

/** 先说问题，再说怎样解决；只谈计划，不评价人。 */
export const findings: FindingCatalogue = {
  'A1.samePerson': {
    problem: '计划中的员工与直接上级不能是同一人。',
    remedy: '请填写直接上级，或由 HR 书面指定其他人。',
  },
  'A1.notLineManager': {
    problem: '所填的上级不是该员工的直接上级。',
    remedy: '请填写现任直接上级，或由 HR 登记书面指定。',
  },
  'A2.openPlan': {
    problem: '该员工已有一份进行中的计划。',
    remedy: '请先完成或取消该计划，同一时间只能进行一份。',
  },
  'A2.secondDraft': {
    problem: '该员工已有 {drafts} 份草案。',
    remedy: '请继续完善已有草案，或说明需要另立一份的理由。',
  },
  'A3.approver': {
    problem: '员工本人、直接上级和起草人不能审批此计划。',
    remedy: '请由未参与此计划的 HR 人员审批。',
  },
  'A5.witness': {
    problem: '见证人不能是员工本人或其直接上级。',
    remedy: '请填写当时在场的第三人。',
  },
  'A5.incomplete': {
    problem: '拒签记录不完整。',
    remedy: '请填写见证人的姓名、身份、地点和时间；时间应在送达之后，且不晚于现在。',
  },
  'B1.none': {
    problem: '计划中没有写明绩效差距。',
    remedy: '请至少写明一项：工作要求是什么、出自哪里、实际情况如何。',
  },
  'B1.tooMany': {
    problem: '计划中有 {count} 项绩效差距，最多可列 {max} 项。',
    remedy: '请保留当前最关键的几项。',
  },
  'B1.duplicateId': {
    problem: '有两项绩效差距的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'B2.incomplete': {
    problem: '这项绩效差距的描述不完整。',
    remedy: '请写明工作要求、其书面出处，以及观察到的事实。',
  },
  'B3.missing': {
    problem: '这项绩效差距没有事实依据。',
    remedy: '请至少补充一个注明日期和来源的事例。',
  },
  'B3.incomplete': {
    problem: '这条依据缺少来源或事实。',
    remedy: '请注明来源，并用一句话写明发生了什么。',
  },
  'B3.future': {
    problem: '这条依据的日期晚于今天。',
    remedy: '请填写实际发生的日期。',
  },
  'B3.single': {
    problem: '这项绩效差距只有一条依据。',
    remedy: '请再补充一个事例，或说明一条已足够的理由。',
  },
  'B3.onePerson': {
    problem: '这项绩效差距的依据全部来自同一人。',
    remedy: '请补充其他来源的依据，或说明没有其他来源的理由。',
  },
  'B3.old': {
    problem: '这条依据距今已超过 {days} 天。',
    remedy: '请补充近期的事例，或说明较早事例仍然适用的理由。',
  },
  'C1.missing': {
    problem: '这项绩效差距没有写明原因。',
    remedy: '请至少写明一项原因，最好与员工共同分析得出。',
  },
  'C2.missing': {
    problem: '没有记录员工本人的看法。',
    remedy: '请记录员工的看法，或记录员工选择不答复。',
  },
  'C3.unanswered': {
    problem: '计划中没有针对这一原因的支持：{cause}。',
    remedy: '请为这项差距对应的目标补充支持：{kinds}。',
  },
  'C3.comparison': {
    problem: '原因中列有外部环境变化，但没有对比数据。',
    remedy: '请补充同岗位人员或以往同期的情况作为对比。',
  },
  'C3.motivationOnly': {
    problem: '这项差距的原因只写了动机或态度。',
    remedy: '请分析是否还有其他原因，或说明有哪些可观察的行为作为依据。',
  },
  'C3.diagnosis': {
    problem: '计划中不记录健康信息。',
    remedy: '请删除该内容并转交 HR，由 HR 安排相应调整。',
  },
  'C4.cannotCarry': {
    problem: '这项差距的原因均非员工所能控制，不能单独作为计划的依据。',
    remedy: '请改为调整目标或客观条件，或补充可以通过计划解决的原因。',
  },
  'C5.notShared': {
    problem: '草案尚未提供给员工。',
    remedy: '请与员工面谈并提供草案；如需推迟，由 HR 说明理由。',
  },
  'C5.waiting': {
    problem: '员工在{until}（含当日）前仍可答复草案。',
    remedy: '请等待员工答复，或等该日期过后再提交。',
  },
  'C5.unreplied': {
    problem: '员工提出的一项意见尚未得到回复：{item}。',
    remedy: '请采纳，或以书面说明不采纳的理由。',
  },
  'C5.talkDate': {
    problem: '面谈日期晚于今天。',
    remedy: '请填写实际面谈的日期。',
  },
  'C5.reason': {
    problem: '推迟提供草案，但没有说明理由。',
    remedy: '请说明理由，该理由会写入报告。',
  },
  'C5.shared': {
    problem: '草案已提供给员工，不能再推迟。',
    remedy: '请按员工的答复继续办理。',
  },
  'C5.answered': {
    problem: '草案目前不在等待答复的状态。',
    remedy: '如需重新征求意见，请再次提供草案。',
  },
  'C5.proposal': {
    problem: '选择了提出不同方案，但没有写明内容。',
    remedy: '请写明您的方案，或改选其他答复。',
  },
  'C5.duplicateId': {
    problem: '有两项支持需求的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'C5.noAnswer': {
    problem: '员工尚未答复，暂无可回复的内容。',
    remedy: '请在员工答复草案后再回复。',
  },
  'C5.unknownItem': {
    problem: '这条回复所针对的内容，员工并未提出。',
    remedy: '请针对员工答复中的各项意见回复。',
  },
  'D1.tooFew': {
    problem: '计划中有 {count} 项改进目标，至少需要 {min} 项。',
    remedy: '请为最重要的差距补充一项目标。',
  },
  'D1.tooMany': {
    problem: '计划中有 {count} 项改进目标，最多可设 {max} 项。',
    remedy: '请保留当前最关键的几项。',
  },
  'D1.duplicateId': {
    problem: '有两项目标的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'D2.goalWithoutGap': {
    problem: '这项目标没有对应计划中的绩效差距。',
    remedy: '请写明它用于改进哪一项差距。',
  },
  'D2.gapWithoutGoal': {
    problem: '没有目标对应这项绩效差距。',
    remedy: '请补充相应目标，或说明暂缓处理的理由。',
  },
  'D3.incomplete': {
    problem: '这项目标的衡量方式没有写完整。',
    remedy:
      '请写明指标名称、单位、统计时段、数据来源、由谁测量、多久测量一次，以及基线值及其统计期；如为里程碑，请写明完成标准和验收人。',
  },
  'D3.baselineLate': {
    problem: '基线值的测量时间过晚。',
    remedy: '请安排在{limit}（含当日）前测量。',
  },
  'D3.baselineKnown': {
    problem: '这项目标已有基线值，或不需要基线值。',
    remedy: '请改为记录度量结果。',
  },
  'D4.direction': {
    problem: '目标值与所选方向不一致：{direction}。',
    remedy: '请更正目标值、基线值或方向。',
  },
  'D4.alreadyMet': {
    problem: '基线值已经达到这一目标值。',
    remedy: '请设定尚待达成的目标值，或去掉这项目标。',
  },
  'D4.rate': {
    problem: '比率应在 0% 至 100% 之间。',
    remedy: '请按百分数填写，或改用其他类型的指标。',
  },
  'D4.number': {
    problem: '这里需要填写有效的数字。',
    remedy: '请填写数字，允许偏差不能为负数。',
  },
  'D5.due': {
    problem: '目标的完成日期不在计划期限内。',
    remedy: '请选择{from}之后、不晚于{to}的日期。',
  },
  'D6.sample': {
    problem: '没有写明评定这项目标至少需要多少数据。',
    remedy: '请填写最低样本数，应为不小于 1 的整数。',
  },
  'E1.missing': {
    problem: '这项目标没有行动步骤。',
    remedy: '请至少补充一步：做什么、怎么做、何时完成。',
  },
  'E1.incomplete': {
    problem: '这项行动步骤没有写明做什么或怎么做。',
    remedy: '请将两项各用一句话补全。',
  },
  'E1.unknownGoal': {
    problem: '这项行动步骤对应的目标不在计划中。',
    remedy: '请选择计划中的一项目标。',
  },
  'E1.duplicateId': {
    problem: '有两项行动步骤的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'E2.due': {
    problem: '这项行动步骤的完成日期早于计划开始日，或晚于所属目标的完成日。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'F1.none': {
    problem: '计划中没有任何支持承诺。',
    remedy: '请至少写明一项由组织提供的支持，如培训或导师带教。',
  },
  'F1.duplicateId': {
    problem: '有两项支持承诺的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'F3.provider': {
    problem: '这项支持没有写明提供人，或将员工本人列为提供人。',
    remedy: '请写明由谁提供。',
  },
  'F3.incomplete': {
    problem: '没有写明这项支持的内容。',
    remedy: '请用一句话写明将提供什么。',
  },
  'F3.late': {
    problem: '这项支持晚于依赖它的目标。',
    remedy: '请安排在{limit}（含当日）前提供，或调整目标的完成日期。',
  },
  'F3.noGoal': {
    problem: '这项支持没有对应计划中的目标。',
    remedy: '请写明哪些目标需要这项支持。',
  },
  'F3.secondHalf': {
    problem: '这项支持安排在计划的后半段。',
    remedy: '请提前至{half}或更早，或说明无法提前的理由。',
  },
  'F5.date': {
    problem: '所填日期不符合要求。',
    remedy: '请选择[{from}或之后的日期][{to}或之前的日期]。',
  },
  'F5.state': {
    problem: '这项支持目前的状态不能执行此操作：{state}。',
    remedy: '请查看这项支持的当前状态，选择相应的操作。',
  },
  'F6.state': {
    problem: '这项支持目前的状态不能免除：{state}。',
    remedy: '只有尚未履行的支持才能免除。',
  },
  'G1.order': {
    problem: '计划的结束日期不晚于开始日期。',
    remedy: '请将结束日期改为开始日期之后。',
  },
  'G1.duration': {
    problem: '计划期限为 {days} 天，超出允许范围。',
    remedy: '请将期限设为 {min} 至 {max} 天。',
  },
  'G1.unusual': {
    problem: '计划期限为 {days} 天，不在常用范围内。',
    remedy: '请将期限设为 {min} 至 {max} 天，或说明采用其他期限的理由。',
  },
  'G2.tooFew': {
    problem: '计划中有 {count} 个中期检查点，至少需要 {min} 个。',
    remedy: '请在开始日期与结束日期之间增加检查点。',
  },
  'G2.outside': {
    problem: '这个检查点不在开始日期与结束日期之间。',
    remedy: '请选择开始日期之后、结束日期之前的日期。',
  },
  'G2.duplicate': {
    problem: '有两个检查点安排在同一天。',
    remedy: '请调整其中一个的日期。',
  },
  'G2.duplicateId': {
    problem: '有两个检查点的编号相同。',
    remedy: '请为每个检查点使用不同的编号。',
  },
  'G2.notWorking': {
    problem: '这个检查点安排在非工作日。',
    remedy: '请选择员工所在地的工作日。',
  },
  'G3.retroactive': {
    problem: '计划的开始日期早于向员工说明计划的日期（{presentedOn}）。',
    remedy: '请退回草案，将开始日期改为该日或之后。',
  },
  'G3.farAway': {
    problem: '计划在说明之后超过 {days} 个工作日才开始。',
    remedy: '请在临近开始时再作说明，或说明推后开始的理由。',
  },
  'G4.first': {
    problem: '第一个检查点安排得较晚。',
    remedy: '请安排在开始后 {days} 天之内，或说明理由。',
  },
  'G4.gap': {
    problem: '两次进展回顾之间相隔 {days} 天，一般不超过 {max} 天。',
    remedy: '请在中间增加检查点，或说明不需要增加的理由。',
  },
  'G4.last': {
    problem: '最后一个检查点距计划结束过近。',
    remedy: '请安排在结束前至少 {min} 个工作日，或说明理由。',
  },
  'G5.window': {
    problem: '期末评估的日期不在规定时段内。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'G6.cadence': {
    problem: '每月一次的定期沟通间隔过长。',
    remedy: '请选择每周或每两周一次。',
  },
  'G7.tooFar': {
    problem: '改期后的日期过晚。',
    remedy: '请选择不超过原定日期后 {max} 个工作日的日期。',
  },
  'G7.notLater': {
    problem: '改期只能改到{due}之后。',
    remedy: '请选择之后的日期；如已提前进行，请按实际日期记录。',
  },
  'G7.afterNext': {
    problem: '改期后的日期与下一次面谈或计划结束日相同，或晚于该日。',
    remedy: '请选择{next}之前的日期。',
  },
  'G7.notWorking': {
    problem: '{date}在员工所在地不是工作日。',
    remedy: '请选择工作日。',
  },
  'G7.state': {
    problem: '此次面谈目前的状态不能改期：{state}。',
    remedy: '只有待进行的面谈才能改期。',
  },
  'H1.hash': {
    problem: '此操作针对的不是计划的当前版本。',
    remedy: '请打开并阅读当前版本，再执行此操作。',
  },
  'H2.incomplete': {
    problem: '面谈记录不完整。',
    remedy: '请写明面谈地点和参加人。',
  },
  'H2.time': {
    problem: '面谈时间不符合要求。',
    remedy: '面谈时间应在计划批准之后，且不晚于现在。',
  },
  'H3.notServed': {
    problem: '尚未向员工送达完整文本。',
    remedy: '请填写送达时间，应在计划批准之后，且不晚于现在。',
  },
  'H4.statement': {
    problem: '选择“不同意”时，需要同时记录员工本人的意见。',
    remedy: '请填写意见，或明确选择不作补充。',
  },
  'H4.order': {
    problem: '此计划的签收情况已有记录。',
    remedy: '已有记录不会被替换；员工可随时补充书面陈述。',
  },
  'H5.tooEarly': {
    problem: '员工在{until}（含当日）前仍可答复。',
    remedy: '请等该日期过后再登记。',
  },
  'H5.reminders': {
    problem: '须发出 {needed} 次提醒后才能登记为逾期未回复，目前已发出 {delivered} 次。',
    remedy: '请等待提醒发出，或以其他方式联系员工并作记录。',
  },
  'H5.channels': {
    problem: '已通过 {channels} 种方式联系员工，至少需要 {needed} 种。',
    remedy: '请再以其他方式联系（如邮政 EMS），并逐次记录凭证。',
  },
  'I1.noFact': {
    problem: '记录中没有写明事实。',
    remedy: '请至少写下一项做了什么、看到什么或测得什么。',
  },
  'I1.noFeedback': {
    problem: '记录中没有反馈。',
    remedy: '请至少写下一条：哪里做得好，或哪里需要调整、如何调整。',
  },
  'I1.noAttendees': {
    problem: '没有写明参加人。',
    remedy: '请填写参加人。',
  },
  'I1.future': {
    problem: '所填日期不符合要求。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'I1.goalMissing': {
    problem: '记录中没有提到目标 {goal}。',
    remedy: '请写明其进展；没有变化的，填“无变化”即可。',
  },
  'I1.state': {
    problem: '此次面谈已有结果：{state}。',
    remedy: '如需对已有记录作补充，请填写更正说明。',
  },
  'I2.locked': {
    problem: '对此记录的回复已于{until}截止。',
    remedy: '您可以改为提交书面陈述，陈述会留存并写入报告。',
  },
  'I2.notHeld': {
    problem: '此次定期沟通尚无记录。',
    remedy: '请在记录填写之后再回复或更正。',
  },
  'I3.noPositive': {
    problem: '加上本次，已连续 {count} 次定期沟通没有肯定性反馈。',
    remedy: '请写下做得好的地方，或说明没有的理由。',
  },
  'I4.noCorrective': {
    problem: '目标 {goal} 已偏离，但记录中没有纠偏意见。',
    remedy: '请写明需要调整什么、如何调整，以及您将提供的帮助。',
  },
  'I5.future': {
    problem: '事件日期晚于今天。',
    remedy: '请填写实际发生的日期，不晚于{to}。',
  },
  'I6.future': {
    problem: '度量日期晚于今天。',
    remedy: '请填写实际测量的日期，不晚于{to}。',
  },
  'I6.beforeStart': {
    problem: '度量日期早于计划开始日。',
    remedy: '请填写{from}或之后的度量结果。',
  },
  'I6.number': {
    problem: '所填数值与指标类型不符：{kind}。',
    remedy: '请检查数值：数量为整数，比率在 0 至 100 之间，里程碑为 1（完成）或 0。',
  },
  'I6.unknown': {
    problem: '要替换的度量记录不存在，或已被替换。',
    remedy: '请选择这项目标中仍然有效的度量记录。',
  },
  'K1.nextStep': {
    problem: '后续安排与结果不相符：结果为{outcome}，后续安排为{nextStep}。',
    remedy: '请选择该结果允许的后续安排。',
  },
  'K1.contradiction': {
    problem: '结果与目标的达成情况不一致：结果为{outcome}，而 {goals} 项目标中有 {met} 项已达成。',
    remedy: '请选择与目标达成情况一致的结果。',
  },
  'K2.goals': {
    problem: '目标 {goal} 尚未达成，目前状态：{status}。',
    remedy: '请选择其他结果，或由 HR 说明理由后认定为基本达成。',
  },
  'K2.early': {
    problem: '提前结束需要目标 {goal} 连续 {min} 次度量结果达标。',
    remedy: '请补充度量记录，或等到计划期满。',
  },
  'K3.early': {
    problem: '计划于{end}期满，期满之前不作结论。',
    remedy: '请给予员工完整的改进时间。',
  },
  'K4.undelivered': {
    problem: '已承诺的支持尚未提供：{kind}（应于{due}前提供）。',
    remedy: '请提供该支持并相应延长计划，或由 HR 说明理由后免除。',
  },
  'K4.unconfirmed': {
    problem: '员工在{until}（含当日）前仍可确认这项支持或提出异议：{kind}。',
    remedy: '请等待员工答复，或等该日期过后再办理。',
  },
  'K4.disputed': {
    problem: '员工对这项支持是否提供有异议：{kind}。',
    remedy: '请由 HR 听取双方意见后作出认定。',
  },
  'K4.waived': {
    problem: '被免除的支持所对应的原因不再有任何支持应对：{kind}。',
    remedy: '该支持视为未提供，请选择不以其为前提的结果。',
  },
  'K5.insufficient': {
    problem: '目标 {goal} 目前有 {sample} 个样本，至少需要 {min} 个。',
    remedy: '请补充度量记录，或延长计划直至数据充足。',
  },
  'K6.ratio': {
    problem: '应进行 {due} 次定期沟通，实际进行 {held} 次，未达到 {percent}% 的要求。',
    remedy: '已进行的请补上记录；未进行的，请延长计划后补足。',
  },
  'K7.notHeld': {
    problem: '{due}的检查点尚未进行，也未登记取消。',
    remedy: '请进行并记录，或登记取消并说明理由。',
  },
  'K7.missed': {
    problem: '{due}的检查点未进行。',
    remedy: '请向员工提出延长计划，并安排新的检查点。',
  },
  'K8.meeting': {
    problem: '期末面谈尚未进行，有凭证的邀请目前为 {invitations} 次。',
    remedy: '请进行面谈，或提供两次不同日期的邀请凭证。',
  },
  'K8.response': {
    problem: '员工在{until}（含当日）前仍可对期末评估发表意见。',
    remedy: '请记录员工的意见，或等该日期过后再办理。',
  },
  'K8.sameDay': {
    problem: '{date}的邀请已有记录。',
    remedy: '第二次邀请须在另一日期发出才计算在内。',
  },
  'K9.reason': {
    problem: '目标 {goal} 没有写明结果的理由。',
    remedy: '请用一句话写明该结果的依据。',
  },
  'K9.measurement': {
    problem: '目标 {goal} 的理由没有引用有效的度量记录。',
    remedy: '请引用这项目标中未被替换的度量记录。',
  },
  'K9.noProposal': {
    problem: '目前没有待审核的结果建议。',
    remedy: '请先由直接上级提出结果建议。',
  },
  'K11.checklist': {
    problem: '转入合规审查所需的核对清单尚未填写。',
    remedy: '请按所在法域的清单逐项填写；系统不对个人作任何决定。',
  },
  'Q3.noSite': {
    problem: '公司尚未设置工作地点。',
    remedy: '请至少设置一个工作地点，用于确定时区和工作日。',
  },
  'Q3.siteTwice': {
    problem: '有两个工作地点的编号相同。',
    remedy: '请为每个工作地点使用不同的编号。',
  },
  'Q3.noWorkingDay': {
    problem: '该日历中每周没有工作日。',
    remedy: '请在一周中至少保留一天不设为周末。',
  },
  'Q3.twice': {
    problem: '该日历中有一天重复列出[：{date}]。',
    remedy: '请只保留一处。',
  },
  'Q3.both': {
    problem: '该日历中有一天同时列为休息日和工作日[：{date}]。',
    remedy: '请只保留其中一项。',
  },
  'Q3.closedTooLong': {
    problem: '该日历[自{date}起]一年以上没有工作日。',
    remedy: '请核对这段时间的休息日。',
  },
  'Q4.noHrOwner': {
    problem: '此计划没有负责的 HR。',
    remedy: '请指定一名在职且具有 HR 角色的成员负责此计划。',
  },
};
