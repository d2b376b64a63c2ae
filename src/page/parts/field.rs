//! A labelled field of the question, and a labelled list of choices.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{
    AttrValue, Callback, Event, Html, InputEvent, NodeRef, Properties, TargetCast, component, html,
    use_effect_with, use_node_ref,
};

use crate::state::choices::Choice;

#[derive(Properties, PartialEq)]
pub(in crate::page) struct FieldProps {
    pub id: &'static str,
    pub label: &'static str,
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with what was typed.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    pub placeholder: &'static str,
    pub value: AttrValue,
    pub oninput: Callback<String>,
}

/// A line of text that no browser helps with: nothing typed here may leave it.
#[component(Field)]
pub(in crate::page) fn field(props: &FieldProps) -> Html {
    let oninput = props
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let described = format!("{}-hint", props.id);
    html! {
        <div class="field">
            <label for={props.id}>{ props.label }</label>
            <input id={props.id} type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                translate="no" placeholder={props.placeholder} value={props.value.clone()} {oninput}
                aria-describedby={described.clone()} aria-invalid={props.error.as_ref().map(|_| "true")}/>
            <p id={described} class="hint">
                if let Some(error) = &props.error {
                    <strong class="field-error" role="alert">{ error }</strong>
                } else {
                    { &props.hint }
                }
            </p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(in crate::page) struct ChoiceProps {
    pub id: &'static str,
    pub label: &'static str,
    #[prop_or_default]
    pub hint: AttrValue,
    pub choices: Vec<Choice>,
    pub chosen: AttrValue,
    pub onchange: Callback<String>,
}

#[component(ChoiceField)]
pub(in crate::page) fn choice_field(props: &ChoiceProps) -> Html {
    let list: NodeRef = use_node_ref();
    {
        let list = list.clone();
        // The attribute `selected` counts only until somebody has chosen.
        use_effect_with(props.chosen.clone(), move |chosen| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(chosen);
            }
        });
    }
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let described = (!props.hint.is_empty()).then(|| format!("{}-hint", props.id));
    html! {
        <div class="field">
            <label for={props.id}>{ props.label }</label>
            <select id={props.id} ref={list} {onchange} aria-describedby={described.clone()}>
                { for props.choices.iter().map(|choice| html! {
                    <option value={choice.word}>{ choice.label }</option>
                }) }
            </select>
            if let Some(id) = described {
                <p {id} class="hint">{ &props.hint }</p>
            }
        </div>
    }
}
