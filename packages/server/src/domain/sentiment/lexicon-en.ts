// English words of mood (C42), chosen for what people write to a company. Apostrophes are left out: `dont`.
import { lexicon } from './lexicon.js';

export const LEXICON_EN = lexicon({
  weights: [
    [
      -0.9,
      `terrible horrible awful atrocious appalling disgusting disgusted disgrace disgraceful outrageous outrage pathetic abysmal dreadful
       worst hate hated despise furious livid nightmare scandal scandalous unacceptable inexcusable intolerable insane insulting
       horrendous horrific catastrophic catastrophe disaster disastrous shambles fraudsters crooks scammers thieves
       beyond_a_joke fuming seething rage raging loathe despicable vile foul horrid_service diabolical deplorable monstrous heartless cruel scumbags in_tears worst_ever sick_to_death beyond_annoyed beyond_angry beyond_frustrated what_a_joke absolute_joke a_complete_joke waste_of_time waste_of_money sick_of sick_and_tired fed_up had_enough
       last_straw never_again crazy_making thanks_for_nothing thank_you_for_nothing rip_off ripped_off`,
    ],
    [
      -0.7,
      `angry anger angrily mad enraged infuriating infuriated outraged ridiculous useless worthless hopeless incompetent incompetence
       unprofessional disappointed disappointing disappointment disappoints frustrated frustrating frustration frustrates annoyed annoying
       annoys irritated irritating upset upsetting shocking shocked shameful ashamed shame dishonest deceived deceptive lied liar liars lying
       lies cheated cheat cheating scam scammed rude rudely ruined insult insulted humiliating humiliated betrayed betray ignored ignorant
       ignoring hostile ludicrous laughable absurd stupid stupidity idiots idiot idiotic moronic clueless careless negligent negligence
       disrespectful disrespect arrogant arrogance unreliable untrustworthy exhausted exhausting stressed stressful distressed distressing
       desperate miserable regret regretted regretting resent mislead misled nobody_cares no_one_cares tears crying cried weep stinks sucks sucked silly childish joke_of ridiculed bullied threatened threatening threat harassed harassing patronising patronizing condescending smug lazy evasive shady sketchy greedy sly weak_excuse unsympathetic heartbroken devastated devastating appalled alarmed alarming unforgivable laughing_at better_things_to_do has_helped_nothing went_quiet gone_quiet straight_answer not_rocket_science what_is_the_point whats_the_point no_point at_my_wits_end wits_end unbelievable losing_faith lost_faith lose_faith no_use_to_me of_no_use not_impressed unimpressed different_story gone_on_far_too gone_on_too standard_replies treat_people treat_customers treated_like how_you_treat not_my_fault waste_my_time wasting_my_time wasted_my_time dont_care doesnt_care
       never_showed_up did_not_show_up didnt_show_up not_good_enough drives_me_crazy drive_me_crazy driving_me_crazy lost_patience
       out_of_patience running_out_of_patience losing_patience lose_patience makes_no_sense repeating_myself repeat_myself again_and_again
       over_and_over nobody_has_answered no_one_has_answered nobody_answers no_one_answers nobody_helps no_one_helps run_around runaround
       mess_around messed_around`,
    ],
    [
      -0.5,
      `bad badly poor poorly unhappy dissatisfied unsatisfied sad sadly unfair unjust unhelpful unfriendly impolite worse worsening horrid
       lousy crap crappy rubbish garbage junk trash messed mess chaos chaotic confusing confused complicated mistreated neglected
       neglect excuses excuse lame slowest unwilling refuse refuses refused denied abandoned abandon complain complaint complaining
       complained complaints worried worrying worry anxious afraid scared concerned tired tiring boring painful pain pathetic_excuse
       unprofessionally overcharged cheaply joke fiasco failure hassle inconvenience inconvenient inconvenienced trouble bother bothered
       third_time fourth_time fifth_time tenth_time still_no still_not still_nothing still_nobody yet_again once_again no_help no_reply
       no_answer no_response another_day_off been_ages for_ages too_long too_late hung_up how_hard not_happy let_down lets_down letting_down
       not_acceptable no_longer_trust cant_believe cannot_believe how_can_you how_dare why_do_you_keep every_single_time nothing_has_helped nothing_helps nothing_helped without_any_answer without_an_answer no_one_has nobody_has is_a_lie was_a_lie a_lie took_a_day_off day_off_for another_week another_month months_now weeks_now days_now for_weeks for_months again_today hours_on_the_phone on_hold_with passed_around passed_from sent_in_circles in_circles forced forcing stuck unresolved every_time_i_call each_time_i_call every_time_i_contact have_to_chase having_to_chase chasing_you keep_chasing my_own_money you_promised_me you_keep_sending keeps_sending no_heating no_electricity no_internet_for without_internet_for legal_action
       lawyer solicitor ombudsman sue suing`,
    ],
    [
      -0.3,
      `slow slowly delays overdue waited unclear unfortunately disappointingly difficult hard struggle struggling
       impossible unable unexpected unexplained unusable unstable flawed overpriced expensive missed unanswered
       waiting_since been_waiting have_been_waiting keep_waiting keeps_happening keeps_crashing money_back_now
       want_my_money_back repeatedly nobody nowhere not_even just_say_sorry cares_about`,
    ],
    [
      -0.12,
      `wrong broken broke fails failed failing fail error errors problem problems issue issues crashed crash crashes bug bugs late lost damaged defective faulty delay delayed`,
    ],
    [
      0.9,
      `excellent outstanding fantastic amazing awesome brilliant superb wonderful perfect perfectly exceptional phenomenal magnificent
       marvellous marvelous terrific fabulous incredible best flawless saved_my_day made_my_day life_saver lifesaver five_stars
       well_done above_and_beyond cant_thank_you_enough cannot_thank_you_enough`,
    ],
    [
      0.7,
      `love loved loves loving lovely great delighted thrilled happy happily happier pleased pleasure impressed impressive grateful
       gratefully appreciate appreciated appreciates appreciation satisfied satisfying recommend recommended delightful splendid
       exactly_what_i_needed just_what_i_needed spot_on top_notch first_class very_good so_kind great_job good_job`,
    ],
    [
      0.5,
      `good nice nicely kind kindly_helped friendly helpful polite patient pleasant glad enjoy enjoyed enjoying smooth smoothly
       easy easily quick quickly fast efficient efficiently reliable professional courteous attentive thoughtful caring generous convenient
       relieved relief reassuring reassured comfortable better improved improvement cool wow yay hooray bravo cheers trust trusted
       worth beautiful clean solved resolved fixed sorted works_now working_now works_again working_again works_fine all_good
       not_bad no_complaints no_trouble_at_all couldnt_ask_for_better could_not_ask_for_better couldnt_be_happier would_use_again ten_out_of_ten weight_off_my_mind makes_sense_now sorted_out_quickly up_and_running hats_off thumbs_up pleasantly_surprised delivered_early could_not_be_happier couldnt_be_better could_not_be_better like_a_charm runs_again running_again you_rock guys_rock answers_my_question early well_handled`,
    ],
    [
      0.3,
      `fine okay_now clear clearly simple straightforward useful useable handy interesting fair welcome smile hope_that_helps useful_tip`,
    ],
    [0.1, `no_problem no_worries no_rush take_your_time`],
    [
      0,
      `good_morning good_afternoon good_evening good_day good_condition_for better_internet kind_regards best_regards best_wishes
        how_hard_is_it_to how_kind would_be_good happy_to_wait happy_to_provide in_case_of_damage hard_drive hard_disk hard_copy
        best_way best_time best_number fast_delivery_option quick_question nice_day fair_use clean_install complaint_number complaints_department complaints_team complaint_form bad_weather good_news_is the_good_news best_regards_from no_trouble lost_and_found`,
    ],
  ],
  negations:
    'not no never dont doesnt didnt isnt arent wasnt werent wont wouldnt cant cannot couldnt shouldnt havent hasnt hadnt aint without hardly barely neither nor nothing',
  intensifiers: [
    [1.5, 'extremely absolutely completely totally utterly incredibly insanely unbelievably ridiculously'],
    [1.3, 'very really so such truly deeply highly too most pretty fucking bloody super especially quite'],
    [0.6, 'slightly somewhat bit little fairly rather kinda mildly'],
  ],
  thanks: 'thanks thank thx ty cheers',
  profanity:
    'fuck fucking fucked fucker shit shitty bullshit bollocks bastard bastards asshole assholes arsehole damn damned goddamn wtf crap bloody piss pissed dickhead twat',
  answers: 'no nothing nope',
  asks: 'how can could may do does did is are will would which what when where who has have',
  but: 'but however although though yet',
  endings: 's es ed d ing ly',
  churn: [
    'cancel my account',
    'cancel our*',
    'cancel my subscription',
    'cancel my contract',
    'cancel my plan',
    'cancel my membership',
    'cancel everything',
    'close my account',
    'closing my account',
    'delete my account',
    'end my contract',
    'end my subscription',
    'terminate my*',
    'switching to',
    'switch to another',
    'switch provider*',
    'change provider*',
    'another provider',
    'different provider',
    'competitor*',
    'your competition',
    'leaving you',
    'leave your',
    'taking my business',
    'take my business',
    'move elsewhere',
    'go elsewhere',
    'going elsewhere',
    'looking for an alternative',
    'never order here again',
    'never order again',
    'never buy',
    'never use you',
    'not renew*',
    'wont renew*',
    'will not renew*',
    'unsubscribe',
    'lost me as a customer',
    'losing a customer',
    'lost a customer',
    'goodbye for good',
  ],
});
